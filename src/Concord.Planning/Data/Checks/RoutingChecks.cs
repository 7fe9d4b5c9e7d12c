using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

internal sealed class RoutingAtOtherLocation() : DataCheck(new(
    "ROUTING_AT_OTHER_LOCATION", Error, DataArea.Production, Consistency, "Routing over a resource of another location",
    "The hours would be taken from a machine that does not stand where the item is made.",
    "Name a resource of the routing's location, or correct the location of the resource."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var routing in scope.Rows<Routing>())
        {
            if (!scope.Resources.TryGetValue(routing.Resource, out var resource))
                continue;
            report.Looked();
            if (resource.Location != routing.Location)
            {
                report.Add(
                    "routings", RoutingText.Key(routing), $"Item '{routing.Item}' is made at '{routing.Location}' on resource '{routing.Resource}', which stands at '{resource.Location}'.",
                    "resource", $"{routing.Resource}");
            }
        }
    }
}

internal sealed class YieldLow() : DataCheck(new(
    "YIELD_LOW", Warning, DataArea.Production, Validity, "Yield below one half",
    "At such a yield most of what is started is lost; the plan doubles hours and material.",
    "Check the yield. Maybe it is the scrap share, or a percentage that was divided twice."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var routing in scope.Rows<Routing>())
        {
            report.Looked();
            if (!(routing.Yield >= 0.5))
            {
                report.Add(
                    "routings", RoutingText.Key(routing), $"Operation {routing.Operation} of item '{routing.Item}' has a yield of {routing.Yield:R}.",
                    "yield", $"{routing.Yield:R}");
            }
        }
    }
}

internal sealed class RoutingWithoutHours() : DataCheck(new(
    "ROUTING_WITHOUT_HOURS", Warning, DataArea.Production, Completeness, "Operation without hours",
    "The operation loads its resource with nothing, so that the resource looks freer than it is.",
    "State the run time or the setup time. Maybe the source keeps it in minutes and the value was rounded to zero."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var routing in scope.Rows<Routing>())
        {
            report.Looked();
            if (!(routing.HoursPerUnit > 0) && !(routing.SetupHours > 0))
            {
                report.Add(
                    "routings", RoutingText.Key(routing),
                    $"Operation {routing.Operation} of item '{routing.Item}' on resource '{routing.Resource}' has neither run time nor setup time.",
                    "hours_per_unit", $"{routing.HoursPerUnit:R}");
            }
        }
    }
}

internal static class RoutingText
{
    public static string Key(Routing routing) => $"{routing.Item} / {routing.Location} / {routing.Alternate} / {routing.Operation} / {routing.Resource}";
}
