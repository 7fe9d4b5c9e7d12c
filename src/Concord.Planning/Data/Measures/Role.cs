namespace Concord.Planning.Data.Measures;

/// <summary>What a person does in the cycle. A person may have several roles.</summary>
public enum Role
{
    Administrator,
    Coordinator,
    DemandPlanner,
    Sales,
    Marketing,
    Product,
    SupplyPlanner,
    Finance,
    Executive,

    /// <summary>Sees plans, changes nothing.</summary>
    Viewer,
}
