using static Concord.Planning.Data.QualityDimension;
using static Concord.Planning.Data.Severity;

namespace Concord.Planning.Data.Checks;

internal sealed class ConversionNotPositive() : DataCheck(new(
    "CONVERSION_NOT_POSITIVE", Error, DataArea.Products, Validity, "Conversion factor zero or unusable",
    "A factor of zero makes every quantity vanish, and its inverse infinite; planning leaves the conversion out.",
    "State how many of the second unit one of the first is. Maybe the factor was rounded to too few decimals."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var row in scope.Rows<UnitConversion>())
        {
            report.Looked();
            if (!ConversionText.IsUsable(row))
                report.Add("unit_conversions", ConversionText.Key(row), $"One '{row.From}' is {row.Factor:R} '{row.To}'{ConversionText.Of(row)}.", "factor", $"{row.Factor:R}");
        }
    }
}

internal sealed class ConversionNotInverse() : DataCheck(new(
    "CONVERSION_NOT_INVERSE", Error, DataArea.Products, Consistency, "Conversions there and back disagree",
    "The same quantity converted there and back is another one, so that totals depend on the way they were added up.",
    "Keep one of the two conversions: the other direction follows from it."))
{
    public override void Run(CheckScope scope, CheckReport report)
    {
        var factors = new Dictionary<(ItemId?, UnitId, UnitId), UnitConversion>();
        foreach (var row in scope.Rows<UnitConversion>().Where(ConversionText.IsUsable))
        {
            factors[(row.Item, row.From, row.To)] = row;
        }

        foreach (var row in factors.Values.Where(r => string.CompareOrdinal(r.From.Value, r.To.Value) <= 0))
        {
            if (!factors.TryGetValue((row.Item, row.To, row.From), out var back))
                continue;
            report.Looked();
            if (!(Math.Abs((row.Factor * back.Factor) - 1) <= ConversionText.Tolerance))
            {
                report.Add(
                    "unit_conversions", ConversionText.Key(row),
                    $"One '{row.From}' is {row.Factor:R} '{row.To}', but one '{row.To}' is {back.Factor:R} '{row.From}'{ConversionText.Of(row)}; {1 / row.Factor:0.######} was expected.",
                    "factor", $"{row.Factor:R}");
            }
        }
    }
}

internal sealed class ConversionsInconsistent() : DataCheck(new(
    "CONVERSIONS_INCONSISTENT", Error, DataArea.Products, Consistency, "Conversions by two ways disagree",
    "A pallet has one number of units by cases and another one directly: two reports of the same plan differ.",
    "Correct one factor on the way named. Maybe the packaging of the item changed and one conversion was forgotten."))
{
    /// <summary>
    /// General conversions are held against general ones, an item's own against its own. Each conversion that closes a circle of three or
    /// more units is looked at: its factor must be the product along the others (there and back between two units is another check's subject).
    /// </summary>
    public override void Run(CheckScope scope, CheckReport report)
    {
        foreach (var group in scope.Rows<UnitConversion>().Where(ConversionText.IsUsable).GroupBy(r => r.Item).OrderBy(g => g.Key?.Value, StringComparer.Ordinal))
        {
            var tree = new Dictionary<UnitId, List<(UnitId To, double Factor)>>();
            var linked = new HashSet<(UnitId, UnitId)>();
            foreach (var row in group)
            {
                if (row.From == row.To || !linked.Add((row.From, row.To)) || !linked.Add((row.To, row.From)))
                    continue;
                if (Way(tree, row.From, row.To) is not { } way)
                {
                    Branches(tree, row.From).Add((row.To, row.Factor));
                    Branches(tree, row.To).Add((row.From, 1 / row.Factor));
                    continue;
                }

                report.Looked();
                if (!(Math.Abs((way.Factor / row.Factor) - 1) <= ConversionText.Tolerance))
                {
                    report.Add(
                        "unit_conversions", ConversionText.Key(row),
                        $"One '{row.From}' is {row.Factor:R} '{row.To}'{ConversionText.Of(row)}, but {way.Factor:0.######} by {way.Path}.",
                        "factor", $"{row.Factor:R}");
                }
            }
        }
    }

    private static List<(UnitId To, double Factor)> Branches(Dictionary<UnitId, List<(UnitId To, double Factor)>> tree, UnitId unit)
    {
        if (!tree.TryGetValue(unit, out var branches))
            tree.Add(unit, branches = []);
        return branches;
    }

    /// <summary>The only way between two units of a forest, or null when they are in different trees.</summary>
    private static (double Factor, string Path)? Way(Dictionary<UnitId, List<(UnitId To, double Factor)>> tree, UnitId from, UnitId to)
    {
        var queue = new Queue<(UnitId At, UnitId? Before, double Factor, string Path)>();
        queue.Enqueue((from, null, 1, $"{from}"));
        while (queue.TryDequeue(out var here))
        {
            if (here.At == to)
                return (here.Factor, here.Path);
            if (!tree.TryGetValue(here.At, out var branches))
                continue;
            foreach (var next in branches.Where(b => b.To != here.Before))
                queue.Enqueue((next.To, here.At, here.Factor * next.Factor, $"{here.Path} -> {next.To}"));
        }

        return null;
    }
}

internal static class ConversionText
{
    /// <summary>Relative difference that rounding of factors explains.</summary>
    public const double Tolerance = 0.001;

    public static bool IsUsable(UnitConversion row) => row.Factor > 0 && double.IsFinite(row.Factor) && double.IsFinite(1 / row.Factor);

    public static string Key(UnitConversion row) => $"{row.Item?.Value ?? "*"} / {row.From} / {row.To}";

    public static string Of(UnitConversion row) => row.Item is { } item ? $" for item '{item}'" : "";
}
