using System.Globalization;
using Concord.Planning.Cube;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;

namespace Concord.Tests.Cube;

/// <summary>A folder of tests/golden, whose README tells the format: a tiny plan, what is typed into it, and what it must then show.</summary>
/// <param name="Items">The lines of items.csv, cut at commas.</param>
/// <param name="Inputs">Those of inputs.csv.</param>
/// <param name="Entries">Those of entries.csv.</param>
/// <param name="Expected">Those of expected.csv.</param>
internal sealed record GoldenPlan(string[][] Items, string[][] Inputs, string[][] Entries, string[][] Expected)
{
    public static GoldenPlan In(string folder)
    {
        return new GoldenPlan(Lines("items.csv"), Lines("inputs.csv"), Lines("entries.csv"), Lines("expected.csv"));

        string[][] Lines(string file) =>
            [.. File.ReadAllLines(Path.Combine(folder, file)).Where(l => l.Length > 0).Select(l => l.Split(',', StringSplitOptions.TrimEntries))];
    }

    /// <summary>What differs from what is expected, line by line; empty when the plan is right.</summary>
    public List<string> Mismatches()
    {
        var mismatches = new List<string>();
        var plan = new SmallPlan();
        foreach (var item in Items[1..])
        {
            string Of(string column, string missing) => Cell(Items[0], item, column) is { Length: > 0 } text ? text : missing;
            plan.Item(item[0], Of("family", SeriesAttribute.None), Of("unit", "PCE"), Of("planning_unit", Of("unit", "PCE")), Number(Of("planning_factor", "1")), Number(Of("price", "")));
        }

        var series = Inputs[1..].Select(row => (Row: row, Grain: MeasureRegistry.Measure(row[0]).Grain & ~Grain.Bucket)).ToList();
        foreach (var (row, grain) in series)
            plan.Series(grain, Coordinate(row, grain));
        var calendar = plan.Structure.Calendar;
        var start = plan.Cube();
        var edit = new CubeEdit(start, plan.Structure.SeriesCount);
        foreach (var (row, grain) in series)
        {
            for (var column = 1; column < Inputs[0].Length; column++)
            {
                if (Bucket(calendar, Inputs[0][column]) is var bucket and >= 0)
                    edit.Scatter(row[0], LayerKind.Values, bucket, [plan.Catalog(grain).Find(Coordinate(row, grain))], [Number(row[column])]);
            }
        }

        var cube = edit.Build();
        foreach (var (row, line) in Entries[1..].Select((r, i) => (r, i)))
            cube = Type(plan, cube, row, line, mismatches);
        var level = Expected[0][2..].TakeWhile(c => Bucket(calendar, c) < 0 && !c.StartsWith("FY", StringComparison.Ordinal)).ToArray();
        foreach (var row in Expected[1..])
            Compare(CellReader.Read(cube, plan.Structure, Query(calendar, row, level)), calendar, row, level, mismatches);
        return mismatches;
    }

    private PlanCube Type(SmallPlan plan, PlanCube cube, string[] row, int line, List<string> mismatches)
    {
        string Of(string column) => Cell(Entries[0], row, column);
        var calendar = plan.Structure.Calendar;
        var where = Of("where").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(c => c.Split('=')).Select(c => KeyValuePair.Create(c[0], (IReadOnlyList<string>)c[1].Split('|')));
        var entry = new Entry(
            line + 1, Of("measure"), Coordinates.Of(where), Bucket(calendar, Of("from")), Bucket(calendar, Of("to")), Enum.Parse<EntryRule>(Of("rule"), ignoreCase: true),
            Of("value").Length == 0 ? 0 : Number(Of("value")), Unit(Of("unit")), "a planner", DateTimeOffset.UnixEpoch)
        {
            Total = Of("total") == "yes",
            Whole = Of("whole") == "yes",
            Spread = Of("spread").Length == 0 ? EntrySpread.Standard : Enum.Parse<EntrySpread>(Of("spread"), ignoreCase: true),
            Like = Of("like").Length == 0 ? null : Of("like"),
            Shift = Of("shift").Length == 0 ? 0 : (int)Number(Of("shift")),
        };
        var edit = new CubeEdit(cube, plan.Structure.SeriesCount);
        var outcome = new Spreading(plan.Structure, edit).Apply(entry);
        var refused = Of("refused");
        if (refused.Length == 0 ? outcome.Refusal is not null : outcome.Refusal?.Contains(refused, StringComparison.Ordinal) != true)
            mismatches.Add($"entry {line + 1} is to be {(refused.Length == 0 ? "applied" : $"refused ({refused})")}; it was {outcome.Refusal ?? "applied"}");
        return outcome.Refusal is null ? edit.Build() : cube;
    }

    private static CellQuery Query(PlanningCalendar calendar, string[] row, string[] level) =>
        new([row[0]], level, Coordinates.All, 0, calendar.Count - 1, Unit(row[1])) { Subtotals = true, Periods = true };

    private void Compare(CellTable table, PlanningCalendar calendar, string[] row, string[] level, List<string> mismatches)
    {
        var members = row[2..(2 + level.Length)].TakeWhile(m => m.Length > 0).ToArray();
        var place = table.Rows.ToList().FindIndex(r => r.Members.SequenceEqual(members));
        if (place < 0)
        {
            mismatches.Add($"{row[0]} has no row for {string.Join('/', members)}");
            return;
        }

        var column = table.Measures[0];
        for (var i = 2 + level.Length; i < Expected[0].Length; i++)
        {
            var name = Expected[0][i];
            var quarter = table.Quarters.ToList().FindIndex(q => calendar.Quarters[q].Label == name);
            var year = table.Years.ToList().FindIndex(y => calendar.FiscalYears[y].Label == name);
            var bucket = Bucket(calendar, name);
            if (bucket < 0 && quarter < 0 && year < 0)
                throw new InvalidDataException($"expected.csv has a column '{name}', which is no month, quarter or fiscal year.");
            var value = bucket >= 0 ? column.Values[(place * table.Buckets) + bucket]
                : quarter >= 0 ? column.Quarters[(place * table.Quarters.Count) + quarter]
                : column.Years[(place * table.Years.Count) + year];
            var right = row[i] == "no total" ? column.NoTotal[place] is not null
                : column.NoTotal[place] is null && (row[i].Length == 0 ? double.IsNaN(value) : Math.Abs(value - Number(row[i])) < 5e-5);
            if (!right)
                mismatches.Add($"{row[0]} [{row[1]}] of {(members.Length == 0 ? "the total" : string.Join('/', members))} in {name} is to be '{row[i]}'; it is '{(double.IsNaN(value) ? "" : value)}' {column.NoTotal[place]}");
        }
    }

    /// <summary>The members of a line of inputs.csv; a key without a column is the same for all.</summary>
    private string[] Coordinate(string[] row, Grain grain) =>
        [.. SeriesCatalog.KeysOf(grain).Select(key => Cell(Inputs[0], row, key) is { Length: > 0 } member ? member : "one")];

    private static string Cell(string[] header, string[] row, string column) => Array.IndexOf(header, column) is var at && at >= 0 && at < row.Length ? row[at] : "";

    private static double Number(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);

    private static int Bucket(PlanningCalendar calendar, string label) => calendar.Buckets.FirstOrDefault(b => b.Label == label)?.Index ?? -1;

    private static ValueUnit Unit(string text) => text switch
    {
        "" or "item_units" => ValueUnit.ItemUnits,
        "planning_units" => ValueUnit.PlanningUnits,
        "money" => ValueUnit.Money,
        _ => throw new InvalidDataException($"'{text}' is no unit. Maybe item_units, planning_units or money?"),
    };
}
