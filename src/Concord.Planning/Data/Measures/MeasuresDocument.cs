using System.Text;

namespace Concord.Planning.Data.Measures;

/// <summary>Writes docs/measures.md from the registry.</summary>
public static class MeasuresDocument
{
    /// <summary>The whole document as Markdown, lines ended by \n.</summary>
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("# Measures\n\n");
        text.Append("Generated from the measure registry (`src/Concord.Planning/Data/Measures`); a test keeps it current. Words are those of the [glossary](glossary.md).\n\n");
        text.Append("- **Unit**: ").Append(Explain(UnitWords)).Append('\n');
        text.Append("- **By**: the dimensions a measure has values for, all by bucket. Customer stands for channel and region.\n");
        text.Append("- **Totals**: how values of several members / of several buckets make one. A ratio is taken anew at every level from the two measures it names; `none` means that there is no total.\n");
        text.Append("- **Edited by**: who may type values, and in which zones. A total that is typed is spread over its parts by the rule named.\n");
        text.Append("- **Compared with**: for a plan the measure that tells what came of it; grids show it in past buckets.\n");
        foreach (var stage in MeasureRegistry.All.GroupBy(m => m.WrittenBy))
        {
            text.Append($"\n## {StageTitles[stage.Key]}\n\n");
            text.Append("| Measure | Definition | Unit | By | Totals | Edited by | Compared with |\n|---|---|---|---|---|---|---|\n");
            foreach (var measure in stage)
            {
                text.Append($"| **{measure.Title}**<br>`{measure.Name}` | {measure.Description} | {UnitWords[measure.Unit].Word}{(measure.Sign == MeasureSign.Any ? ", may be negative" : "")} | ");
                text.Append($"{GrainWords(measure.Grain)} | {TotalWords(measure)} | {EditWords(measure)} | {(measure.Actual is null ? "" : $"`{measure.Actual}`")} |\n");
            }
        }

        return text.ToString();
    }

    private static readonly Dictionary<Stage, string> StageTitles = new()
    {
        [Stage.Data] = "Facts of the dataset",
        [Stage.Cleanse] = "Written by the stage cleanse",
        [Stage.Forecast] = "Written by the stage forecast",
        [Stage.Consensus] = "Written by the stage consensus",
        [Stage.Supply] = "Written by the stage supply",
        [Stage.Finance] = "Written by the stage finance",
        [Stage.Kpi] = "Written by the stage kpi",
    };

    private static readonly Dictionary<UnitKind, (string Word, string Meaning)> UnitWords = new()
    {
        [UnitKind.BaseUnits] = ("base units", "of the item; over unlike items in planning units"),
        [UnitKind.PlanningUnits] = ("planning units", "the unit in which unlike items add up"),
        [UnitKind.Money] = ("money", "in the reporting currency"),
        [UnitKind.Hours] = ("hours", ""),
        [UnitKind.Percent] = ("%", "a share, stored as 1 for 100 %"),
        [UnitKind.Days] = ("days", ""),
        [UnitKind.Ratio] = ("ratio", "a plain number"),
        [UnitKind.Pallets] = ("pallets", ""),
        [UnitKind.Count] = ("count", "things counted"),
    };

    private static string Explain(Dictionary<UnitKind, (string Word, string Meaning)> words) =>
        string.Join("; ", words.Values.Where(w => w.Meaning.Length > 0).Select(w => $"{w.Word} ({w.Meaning})")) + ".";

    private static string GrainWords(Grain grain)
    {
        var words = Enum.GetValues<Grain>()
            .Where(g => g is not (Grain.None or Grain.Bucket) && grain.HasFlag(g))
            .Select(g => ChoiceWords.Spell(g.ToString())).ToList();
        return words.Count == 0 ? "company" : string.Join(", ", words);
    }

    private static string TotalWords(MeasureDefinition measure) =>
        measure.OverMembers == MemberAggregation.Ratio
            ? (measure.Complement ? "1 - " : "") + $"`{measure.Numerator}` / `{measure.Denominator}`"
            : $"{ChoiceWords.Spell(measure.OverMembers.ToString())} / {ChoiceWords.Spell(measure.OverTime.ToString())}";

    private static string EditWords(MeasureDefinition measure)
    {
        if (!measure.Editable)
            return "nobody";
        var roles = string.Join(", ", measure.Editors.Select(r => ChoiceWords.Spell(r.ToString()).Replace('_', ' ')));
        var zones = string.Join(", ", measure.EditZones.Select(z => ChoiceWords.Spell(z.ToString())));
        var spread = measure.Spread switch
        {
            SpreadRule.ProportionalToMeasure => $"spread like `{measure.SpreadBy}`",
            _ => measure.SpreadBy is null ? "spread like itself" : $"spread like itself, else like `{measure.SpreadBy}`",
        };
        return $"{roles}; {zones}; {spread}";
    }
}
