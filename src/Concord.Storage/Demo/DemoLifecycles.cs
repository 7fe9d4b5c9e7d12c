using Concord.Planning.Data;

namespace Concord.Storage.Demo;

/// <summary>The life of a finished good.</summary>
/// <param name="LaunchWeek">First week of sale; negative when it was sold before the history began.</param>
/// <param name="EndWeek">Last week of sale; <see cref="int.MaxValue"/> while none is planned.</param>
/// <param name="Intermittent">True when it sells rarely and in lumps.</param>
/// <param name="Cannibalises">Rank in its family of the item it takes demand from; -1 for none.</param>
/// <param name="Replaces">Rank of the item it replaces; -1 for none.</param>
/// <param name="Resembles">Rank of the item a launch not yet sold is planned after; -1 for none.</param>
/// <param name="Share">Share of the cannibalised item's demand that moves [0..1].</param>
internal sealed record Life(int LaunchWeek, int EndWeek, bool Intermittent, int Cannibalises = -1, int Replaces = -1, int Resembles = -1, double Share = 0)
{
    public const int RampWeeks = 16;
    public const int DeclineWeeks = 39;

    /// <summary>Share of full demand in a week: nothing before launch, then up an S-shaped ramp, down a line to a fifth before the end.</summary>
    public double Level(int week)
    {
        if (week < LaunchWeek || week > EndWeek)
            return 0;
        var level = Ramp(week);
        if (EndWeek - week < DeclineWeeks)
            level *= .2 + (.8 * (EndWeek - week) / DeclineWeeks);
        return level;
    }

    /// <summary>How far the launch has come: 0 before it, 1 from <see cref="RampWeeks"/> on.</summary>
    public double Ramp(int week)
    {
        if (week < LaunchWeek)
            return 0;
        var x = (week - LaunchWeek + 1.0) / RampWeeks;
        return LaunchWeek < 0 || x >= 1 ? 1 : .1 + (.9 * x * x * (3 - (2 * x)));
    }

    public LifecycleStage Stage(int week) =>
        week < LaunchWeek ? LifecycleStage.Development
        : week > EndWeek ? LifecycleStage.EndOfLife
        : EndWeek - week < DeclineWeeks ? LifecycleStage.Decline
        : LaunchWeek >= 0 && week - LaunchWeek < 26 ? LifecycleStage.Launch
        : LaunchWeek >= 0 && week - LaunchWeek < 78 ? LifecycleStage.Growth
        : LifecycleStage.Maturity;
}

/// <summary>
/// Gives each item its life by its rank (modulo 10) and its family, so that every seed has launches that cannibalise, replacements, items at their
/// end, launches still to come and intermittent items; the seed only moves the dates.
/// </summary>
internal sealed class DemoLifecycles(DemoOptions options, DemoCalendar calendar)
{
    private readonly DemoRandom _random = new(options.Seed, "lifecycles");

    public Life Of(int family, int rank, int count)
    {
        var now = calendar.HistoryWeeks - 1;
        var always = new Life(-1, int.MaxValue, false);
        return (rank % 10) switch
        {
            // A launch with more than a year of history behind it that eats into the family's second-best seller.
            7 when family % 4 == 0 => always with { LaunchWeek = now - 70 - _random.Below(26), Cannibalises = 1, Share = Math.Round(_random.Between(.35, .45), 2, MidpointRounding.AwayFromZero) },
            7 when family % 4 == 1 => always with { LaunchWeek = now - 100 - _random.Below(30), Replaces = rank + 1 < count ? rank + 1 : -1 },
            7 when family % 4 == 2 => always with { LaunchWeek = now - 12 - _random.Below(60) },
            8 when family % 4 == 1 => always with { EndWeek = now - 44 - _random.Below(40) },
            8 when family % 4 == 3 => always with { EndWeek = now - 8 - _random.Below(90) },
            6 when family % 6 == 2 => always with { EndWeek = now + 9 + _random.Below(26) },
            5 when family % 6 == 4 => always with { LaunchWeek = now + 8 + _random.Below(26), Resembles = 2 },
            9 when family % 2 == 0 => always with { Intermittent = true },
            _ => always,
        };
    }
}
