using Concord.Numerics.Linear;

namespace Concord.Planning.Supply;

/// <summary>Where the solver starts.</summary>
public sealed partial class SupplyProgram
{
    /// <summary>
    /// The basis of the plan without limits: everything delivered when it is due, made when it is needed, by the way the requirements take. Its prices are right but for what capacity changes, so the dual
    /// simplex method has only the limits left to do. It is a hint: a solver repairs what is no basis.
    /// </summary>
    public byte[] FirstBasis(ResourceRequirements requirements)
    {
        ArgumentNullException.ThrowIfNull(requirements);
        var basis = new byte[Program.ColumnCount + Program.RowCount];
        for (var j = 0; j < Program.ColumnCount; j++)
            basis[j] = (byte)(Program.Costs[j] < 0 && double.IsFinite(Program.ColumnUpper[j]) ? BasisStatus.AtUpper : BasisStatus.AtLower);
        for (var i = 0; i < Program.RowCount; i++)
            basis[Program.ColumnCount + i] = (byte)(Program.RowLower[i] == Program.RowUpper[i] ? BasisStatus.Fixed : BasisStatus.Basic);

        foreach (var column in _delivered)
        {
            if (column >= 0)
                basis[column] = (byte)BasisStatus.Basic;
        }

        for (var n = 0; n < _part.Nodes.Length; n++)
        {
            for (var t = 0; t < _buckets; t++)
                basis[Brings(n, t, requirements)] = (byte)BasisStatus.Basic;
        }

        return basis;
    }

    // What closes the balance of a node: the start that brings what is needed, or the stock where there is more than is needed or nothing can come in time.
    private int Brings(int n, int t, ResourceRequirements requirements)
    {
        foreach (var a in _into[n])
        {
            var start = t - ActivityOf(a).Lead;
            if (start >= 0 && requirements.Start[(_part.Activities[a] * _buckets) + start] > 0 && double.IsNaN(ActivityOf(a).Fixed[start]) && _start[(a * _buckets) + start] is var column and >= 0)
                return column;
        }

        return _stock[(n * _buckets) + t];
    }
}
