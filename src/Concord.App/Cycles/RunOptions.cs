using Concord.App.Api;
using Concord.Planning.Scenarios;

namespace Concord.App.Cycles;

/// <summary>What a run of cycles from the command line is made with.</summary>
/// <param name="Files">CSV and XLSX files, or folders of them.</param>
/// <param name="Mapping">A mapping file, or the name of a mapping.</param>
/// <param name="Parameters">Values for parameters of the mapping.</param>
/// <param name="AsOf">The cut-off of the last cycle.</param>
/// <param name="Cycles">How many cycles, a bucket apart, end at that cut-off; at least 1.</param>
/// <param name="Out">Folder the results are written to.</param>
/// <param name="DataFolder">Folder of the database, empty or new; null for one that is gone afterwards.</param>
/// <param name="Plan">Calendar, horizon and zones.</param>
/// <param name="Rules">What the company decided about planning.</param>
/// <param name="ScenarioFile">A file that says which scenarios to make; null for central, cautious and ambitious as the data suggest.</param>
internal sealed record RunOptions(
    IReadOnlyList<string> Files, string Mapping, IReadOnlyDictionary<string, string> Parameters, DateOnly AsOf, int Cycles, string Out, string? DataFolder, PlanOrder Plan,
    PlanningRules Rules, string? ScenarioFile)
{
    /// <summary>The cut-offs, oldest first: the ends of months, as many as there are cycles, the last one as given.</summary>
    public IReadOnlyList<DateOnly> CutOffs => [.. Enumerable.Range(0, Cycles).Select(back => back == 0 ? AsOf : EndOfMonth(AsOf, back)).Reverse()];

    private static DateOnly EndOfMonth(DateOnly day, int back)
    {
        // A cut-off in the middle of a month keeps its day; the end of a month stays the end.
        var isEnd = day.AddDays(1).Day == 1;
        return isEnd ? new DateOnly(day.Year, day.Month, 1).AddMonths(1 - back).AddDays(-1) : day.AddMonths(-back);
    }
}

/// <summary>What a run says at its end.</summary>
/// <param name="Lines">For people.</param>
internal sealed record RunSummary(IReadOnlyList<string> Lines);
