using Concord.App.Api;
using Concord.App.Data;
using Concord.Planning.Execution;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;

namespace Concord.App.Plans;

/// <summary>Weekly checks of plans of record. Facts of a day and a plan of record do not change, so what was found is kept for a while.</summary>
internal sealed class WeeklyChecks(PlanRepository repository, PlanComputations computations, DataStore data, LiveData live)
{
    private const int MostKept = 60;

    private readonly Lock _lock = new();
    private readonly Dictionary<(long Revision, string Facts, bool All), WeeklyCheckResult> _kept = [];

    /// <summary>The day up to which facts count when nobody names one.</summary>
    public DateOnly Latest => live.AsOf().Effective;

    /// <param name="all">True for every deviation, however small: what a trend is made of.</param>
    /// <exception cref="ProblemException">404: no such plan of record.</exception>
    public WeeklyCheckResult Of(long revision, DateOnly asOf, bool all, CancellationToken token)
    {
        if (!repository.Store.PlansOfRecord().Any(p => p.Revision == revision))
            throw ProblemException.NotFound("plan of record", revision);
        var facts = data.Live(asOf);
        var key = (revision, facts.Fingerprint, all);
        lock (_lock)
        {
            if (_kept.TryGetValue(key, out var known))
                return known;
        }

        var rules = all ? new WeeklyCheckRules { Relative = 0, Share = 0, Most = int.MaxValue, MostItems = 0 } : new WeeklyCheckRules { Most = 1000 };
        var result = WeeklyCheck.Of(computations.Input(repository.Revision(revision).State), facts, rules, token: token);
        lock (_lock)
        {
            if (_kept.Count >= MostKept)
                _kept.Clear();
            _kept[key] = result;
        }

        return result;
    }
}
