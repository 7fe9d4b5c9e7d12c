using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Concord.Planning.Cube;
using Concord.Planning.Data;
using Concord.Planning.Data.Mappings;
using Concord.Planning.Scenarios;

namespace Concord.Planning.Cycle;

/// <summary>A file of scenarios that cannot be used; all its problems at once, each with its path.</summary>
public sealed class ScenarioFileException(IReadOnlyList<string> problems) : Exception(string.Join("\n", problems.Take(20)) + (problems.Count > 20 ? $"\nand {problems.Count - 20} more." : ""))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}

/// <summary>
/// A company's own scenarios as JSON, with comments and trailing commas: <c>{ "scenarios": [ { "name", "description", "drivers": [ { "name", "kind", "part", "from", "to", "value",
/// "assumption" } ] } ] }</c>. <c>part</c> gives members by attribute, such as <c>{ "channel": ["Retail"] }</c>, and is everything when it is left out; <c>from</c> and <c>to</c> are labels of buckets,
/// the ends of the horizon when they are left out. samples/scenarios.json is an example.
/// </summary>
public static class ScenarioFile
{
    private const int MostCharacters = 1 << 20, MostScenarios = 20, MostDrivers = 200;

    private static readonly IReadOnlyDictionary<string, DriverKind> Kinds = Enum.GetValues<DriverKind>().ToDictionary(k => ChoiceWords.Spell(k.ToString()), StringComparer.Ordinal);

    /// <summary>Reads templates for a plan.</summary>
    /// <exception cref="ScenarioFileException">The text is not a usable file of scenarios.</exception>
    public static IReadOnlyList<ScenarioTemplate> Read(string json, PlanStructure structure)
    {
        var problems = new List<MappingProblem>();
        if (json.Length > MostCharacters)
            throw new ScenarioFileException([$"The file has over {MostCharacters} characters. Maybe a data file was sent in its place."]);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json.TrimStart('\uFEFF'), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 });
        }
        catch (JsonException error)
        {
            throw new ScenarioFileException([$"Not JSON at line {error.LineNumber + 1}, position {error.BytePositionInLine + 1}. Maybe a comma, a bracket or a quote is missing just before."]);
        }

        using (document)
        {
            var root = new JsonObjectReader(document.RootElement, "$", problems);
            var items = root.Items("scenarios");
            if (items.Count is 0 or > MostScenarios)
                root.Fail("scenarios", items.Count == 0 ? "A list of at least one scenario is expected." : $"{items.Count} scenarios are too many: at most {MostScenarios}.");
            var templates = items.Take(MostScenarios).Select(i => Template(new JsonObjectReader(i.Value, i.Path, problems), structure, problems)).ToList();
            _ = root.Element("$schema");
            root.Done();
            foreach (var twice in templates.GroupBy(t => t.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
                root.Fail("scenarios", $"Two scenarios are called '{twice.Key}'.");
            return problems.Count == 0 ? templates : throw new ScenarioFileException([.. problems.Select(p => p.ToString())]);
        }
    }

    /// <summary>The file of templates, to be changed by hand and read again.</summary>
    public static string Write(IReadOnlyList<ScenarioTemplate> templates, PlanStructure structure)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("scenarios");
            foreach (var template in templates)
            {
                json.WriteStartObject();
                json.WriteString("name", template.Name);
                json.WriteString("description", template.Description);
                json.WriteStartArray("drivers");
                foreach (var driver in template.Drivers)
                    Write(json, driver, structure);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, Driver driver, PlanStructure structure)
    {
        json.WriteStartObject();
        json.WriteString("name", driver.Name);
        json.WriteString("kind", ChoiceWords.Spell(driver.Kind.ToString()));
        if (!driver.Part.IsAll)
        {
            json.WriteStartObject("part");
            foreach (var constraint in driver.Part.Constraints)
            {
                json.WriteStartArray(constraint.Attribute);
                foreach (var member in constraint.Members)
                    json.WriteStringValue(member);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteString("from", structure.Calendar[driver.FirstBucket].Label);
        json.WriteString("to", structure.Calendar[driver.LastBucket].Label);
        json.WriteNumber("value", driver.Value);
        json.WriteString("assumption", driver.Assumption);
        json.WriteEndObject();
    }

    private static ScenarioTemplate Template(JsonObjectReader json, PlanStructure structure, List<MappingProblem> problems)
    {
        var name = json.Text("name", required: true)?.Trim() ?? "";
        var description = json.Text("description") ?? "";
        var items = json.Items("drivers");
        if (items.Count > MostDrivers)
            json.Fail("drivers", $"{items.Count} drivers are too many: at most {MostDrivers}.");
        var drivers = items.Take(MostDrivers).Select(i => Driver(new JsonObjectReader(i.Value, i.Path, problems), structure)).OfType<Driver>().ToList();
        json.Done();
        foreach (var twice in drivers.GroupBy(d => d.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            json.Fail("drivers", $"Two drivers are called '{twice.Key}'.");
        return new ScenarioTemplate(name, description, drivers);
    }

    private static Driver? Driver(JsonObjectReader json, PlanStructure structure)
    {
        var name = json.Text("name", required: true);
        var word = json.Text("kind", required: true);
        var kind = DriverKind.Demand;
        if (word is not null && !Kinds.TryGetValue(word, out kind))
            json.Fail("kind", $"'{word}' is no kind of driver.{NearestName.MaybeHint(word, Kinds.Keys)}");
        var part = Part(json, structure);
        var horizon = structure.Horizon.BucketsOf(structure.Calendar);
        var first = Bucket(json, "from", structure, horizon.Start.Value);
        var last = Bucket(json, "to", structure, horizon.End.Value - 1);
        if (first > last)
            json.Fail("to", "The driver ends before it starts. Maybe from and to are swapped.");
        if (!json.Has("value"))
            json.Fail("value", "'value' is missing.");
        var value = json.Number("value") ?? 1;
        if (kind == DriverKind.SupplyEvents && value is not (0 or 1))
            json.Fail("value", $"Supply events happen (1) or do not (0), not {value}.");
        else if (kind is not DriverKind.CashCeiling && value < 0)
            json.Fail("value", $"A factor is not negative: {value}.");
        else if (kind is not (DriverKind.CashCeiling or DriverKind.SupplyEvents) && value > 10)
            json.Fail("value", $"A factor of {value} is ten times and more. Maybe it was meant in percent: write 0.9 for 90 %.");
        var assumption = json.Text("assumption", required: true);
        json.Done();
        return name is null || assumption is null ? null : new Driver(name.Trim(), kind, part, first, last, value, assumption.Trim());
    }

    private static Coordinates Part(JsonObjectReader json, PlanStructure structure)
    {
        var members = new List<KeyValuePair<string, IReadOnlyList<string>>>();
        foreach (var (attribute, _, _) in json.Entries("part"))
            members.Add(new(attribute, []));
        if (json.Element("part") is not { ValueKind: JsonValueKind.Object } part)
            return Coordinates.All;
        var reader = new JsonObjectReader(part, json.PathOf("part"), []);
        for (var i = 0; i < members.Count; i++)
        {
            var attribute = members[i].Key;
            var texts = reader.Texts(attribute) ?? [];
            members[i] = new(attribute, texts);
            if (!structure.Attributes.Contains(attribute))
                json.Fail("part", $"There is no attribute '{attribute}'.{NearestName.MaybeHint(attribute, structure.Attributes)}");
            else if (texts.Count == 0)
                json.Fail("part", $"'{attribute}' needs at least one member, as a text or a list of texts.");
            else if (texts.FirstOrDefault(t => structure.Spaces.Values.All(s => !s.Attributes.Has(attribute) || s.Attributes.Attribute(attribute).Code(t) < 0)) is { } unknown)
                json.Fail("part", $"No {attribute.Replace('_', ' ')} of the plan is called '{unknown}'.{NearestName.MaybeHint(unknown, structure.Spaces.Values.Where(s => s.Attributes.Has(attribute)).SelectMany(s => s.Attributes.Attribute(attribute).Members).Distinct(StringComparer.Ordinal))}");
        }

        return members.Exists(m => m.Value.Count == 0) ? Coordinates.All : Coordinates.Of(members);
    }

    private static int Bucket(JsonObjectReader json, string name, PlanStructure structure, int otherwise)
    {
        if (json.Text(name) is not { } label)
            return otherwise;
        var horizon = structure.Horizon.BucketsOf(structure.Calendar);
        foreach (var bucket in structure.Calendar.Buckets.Take(horizon))
        {
            if (string.Equals(bucket.Label, label, StringComparison.OrdinalIgnoreCase))
                return bucket.Index;
        }

        json.Fail(name, $"'{label}' is no bucket of the horizon.{NearestName.MaybeHint(label, structure.Calendar.Buckets.Take(horizon).Select(b => b.Label))}");
        return otherwise;
    }
}
