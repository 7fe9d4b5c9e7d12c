using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Concord.Planning.Data.Mappings;

/// <summary>Reads a mapping file: JSON with comments and trailing commas, names ignoring case. Tells every problem with its JSON path, not only the first.</summary>
public static partial class MappingReader
{
    private const int MaxBytes = 4 << 20;

    /// <exception cref="MappingException">The text is not a usable mapping.</exception>
    public static Mapping Read(string json) =>
        TryRead(json, out var problems) ?? throw new MappingException(problems);

    /// <summary>The mapping, or null and what is wrong with it.</summary>
    public static Mapping? TryRead(string json, out IReadOnlyList<MappingProblem> problems)
    {
        var found = new List<MappingProblem>();
        problems = found;
        if (Encoding.UTF8.GetByteCount(json) > MaxBytes)
        {
            found.Add(new MappingProblem("$", $"The mapping has over {MaxBytes} bytes. Maybe a data file was sent in its place."));
            return null;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json.TrimStart('\uFEFF'), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 32 });
        }
        catch (JsonException error)
        {
            var maybe = json.AsSpan().TrimStart() is ['<', ..] ? " Maybe it is XML or a web page." : json.Contains(';') && !json.Contains('{') ? " Maybe it is a CSV file."
                : " Maybe a comma, a bracket or a quote is missing just before.";
            found.Add(new MappingProblem("$", $"Not JSON at line {error.LineNumber + 1}, position {error.BytePositionInLine + 1}.{maybe}"));
            return null;
        }

        using (document)
        {
            var mapping = new Reading(found).Mapping(document.RootElement);
            return found.Count == 0 ? mapping : null;
        }
    }

    private sealed partial class Reading(List<MappingProblem> problems)
    {
        private readonly Dictionary<string, FrozenDictionary<string, string>> _words = new(StringComparer.Ordinal);
        private readonly Dictionary<string, MappingSource> _sources = new(StringComparer.Ordinal);
        private readonly Dictionary<string, MappingParameter> _parameters = new(StringComparer.Ordinal);

        public Mapping Mapping(JsonElement root)
        {
            var json = new JsonObjectReader(root, "$", problems);
            var name = json.Text("name", required: true) ?? "";
            var description = json.Text("description");
            var assumptions = json.Texts("assumptions") ?? [];
            var defaults = json.Element("defaults") is { } format ? Format(format, json.PathOf("defaults"), SourceFormat.Default) : SourceFormat.Default;
            foreach (var (key, value, path) in json.Entries("parameters"))
                _parameters[key] = Parameter(key, value, path);
            foreach (var (key, value, path) in json.Entries("values"))
                _words[key] = Words(value, path);
            if (!json.Has("sources"))
                json.Fail("sources", "'sources' is missing: the files the mapping reads.");
            foreach (var (key, value, path) in json.Entries("sources"))
                _sources[key] = Source(key, value, path, defaults);
            if (!json.Has("tables"))
                json.Fail("tables", "'tables' is missing: what the mapping makes.");
            var tables = json.Items("tables").Select(t => Table(t.Value, t.Path)).OfType<TableMapping>().ToList();
            _ = json.Element("$schema");
            json.Done();
            return new Mapping
            {
                Name = name,
                Description = description,
                Assumptions = assumptions,
                Defaults = defaults,
                Parameters = [.. _parameters.Values],
                Words = _words.ToFrozenDictionary(StringComparer.Ordinal),
                Sources = [.. _sources.Values],
                Tables = tables,
            };
        }

        private SourceFormat Format(JsonElement element, string path, SourceFormat outer)
        {
            var json = new JsonObjectReader(element, path, problems);
            var format = FormatOf(json, outer);
            json.Done();
            return format;
        }

        private static SourceFormat FormatOf(JsonObjectReader json, SourceFormat outer)
        {
            var delimiter = outer.Delimiter;
            if (json.Text("delimiter") is { } sign)
            {
                delimiter = sign switch { "auto" => null, "tab" => '\t', { Length: 1 } when char.IsAscii(sign[0]) && !char.IsAsciiLetterOrDigit(sign[0]) => sign[0], _ => '\0' };
                if (delimiter == '\0')
                    json.Fail("delimiter", $"'{sign}' is not a delimiter. Maybe auto, tab, or one sign such as ; or |.");
            }

            var quote = outer.Quote;
            if (json.Text("quote") is { } mark)
            {
                quote = mark switch { "none" or "" => null, "'" => '\'', "\"" => '"', _ => '\0' };
                if (quote == '\0')
                    json.Fail("quote", $"'{mark}' is not a quote. Maybe \\\", ' or none.");
            }

            var encoding = outer.Encoding;
            if (json.Text("encoding") is { } text)
            {
                encoding = text == "auto" ? null : text;
                if (encoding is not null && !TryEncoding(encoding))
                    json.Fail("encoding", $"There is no encoding '{text}'.{NearestName.MaybeHint(text, ["auto", "utf-8", "utf-16", "windows-1252", "windows-1250", "iso-8859-1", "iso-8859-15", "ibm850"])}");
            }

            var dates = json.Texts("dates");
            foreach (var date in dates ?? [])
            {
                if (DatePattern.Create(date, out var problem) is null)
                    json.Fail("dates", $"The date format '{date}' cannot be used: {problem}.");
            }

            var values = outer.Values with
            {
                Dates = dates ?? outer.Values.Dates,
                DecimalSign = Sign(json, "decimal", outer.Values.DecimalSign),
                GroupSign = Sign(json, "group", outer.Values.GroupSign),
                True = json.Texts("true") ?? outer.Values.True,
                False = json.Texts("false") ?? outer.Values.False,
            };
            try
            {
                _ = new ValueParser(values with { Dates = [] });
            }
            catch (ArgumentException unusable)
            {
                json.Fail("decimal", unusable.Message.Split(" (Parameter")[0]);
            }

            return new SourceFormat(delimiter, quote, encoding, values, json.Boolean("trim") ?? outer.Trim);
        }

        private static char Sign(JsonObjectReader json, string name, char outer)
        {
            switch (json.Text(name))
            {
                case null:
                    return outer;
                case "" or "none":
                    return '\0';
                case "space":
                    return ' ';
                case { Length: 1 } sign:
                    return sign[0];
                case var other:
                    json.Fail(name, $"'{other}' is not one sign. Maybe . or , or space or none.");
                    return outer;
            }
        }

        private static bool TryEncoding(string name)
        {
            try
            {
                _ = (Encoding?)CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }

        private MappingParameter Parameter(string name, JsonElement element, string path)
        {
            if (element.ValueKind != JsonValueKind.Object)
                return new MappingParameter(name, Constant(element, path), null);
            var json = new JsonObjectReader(element, path, problems);
            var value = json.Element("value") is { } given ? Constant(given, json.PathOf("value")) : MappingValue.Empty;
            var parameter = new MappingParameter(name, value, json.Text("description"));
            json.Done();
            return parameter;
        }

        private MappingValue Constant(JsonElement element, string path)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.String:
                    return MappingValue.OfText(element.GetString());
                case JsonValueKind.Number when element.TryGetDouble(out var number) && double.IsFinite(number):
                    return MappingValue.OfNumber(number);
                case JsonValueKind.True or JsonValueKind.False:
                    return MappingValue.OfBoolean(element.GetBoolean());
                case JsonValueKind.Null:
                    return MappingValue.Empty;
                default:
                    problems.Add(new MappingProblem(path, $"A text, number, true or false is expected, not {JsonObjectReader.Shown(element)}."));
                    return MappingValue.Empty;
            }
        }

        private FrozenDictionary<string, string> Words(JsonElement element, string path)
        {
            var json = new JsonObjectReader(element, path, problems);
            var words = new Dictionary<string, string>(StringComparer.Ordinal);
            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var property in element.EnumerateObject())
                    words[property.Name] = Constant(property.Value, json.PathOf(property.Name)).ToString();
            }

            return words.ToFrozenDictionary(StringComparer.Ordinal);
        }

        private MappingSource Source(string name, JsonElement element, string path, SourceFormat defaults)
        {
            if (name.Length == 0 || !name.All(c => char.IsLetterOrDigit(c) || c == '_'))
                problems.Add(new MappingProblem(path, $"'{name}' cannot be a source's name: expressions use it. Maybe only letters, digits and _."));
            if (element.ValueKind == JsonValueKind.String)
                return new MappingSource(name, element.GetString()!, null, 1, false, defaults);
            var json = new JsonObjectReader(element, path, problems);
            var header = json.Number("headerRow") ?? 1;
            if (header is < 1 or > 10_000 || header != Math.Floor(header))
                json.Fail("headerRow", $"The header row is a whole number from 1 to 10000, not {header}.");
            var source = new MappingSource(
                name, json.Text("file", required: true) ?? "", json.Text("sheet"), (int)header, json.Boolean("optional") ?? false, FormatOf(json, defaults));
            json.Done();
            return source;
        }
    }
}
