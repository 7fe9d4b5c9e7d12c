using System.Globalization;
using System.Text.Json;

namespace Concord.Planning.Data.Mappings;

/// <summary>
/// A JSON object of a mapping file and its path. Names ignore case; every problem is noted with its path and value instead of thrown, so that all are told at once.
/// <see cref="Done"/> reports the properties nobody asked for.
/// </summary>
internal sealed class JsonObjectReader
{
    private readonly Dictionary<string, JsonProperty> _properties = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _known = [];
    private readonly List<MappingProblem> _problems;

    public JsonObjectReader(JsonElement element, string path, List<MappingProblem> problems)
    {
        Path = path;
        _problems = problems;
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new MappingProblem(path, $"An object {{ … }} is expected, not {Shown(element)}."));
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!_properties.TryAdd(property.Name, property))
                problems.Add(new MappingProblem(PathOf(property.Name), $"'{property.Name}' stands here twice. Maybe a copied line was not renamed."));
        }
    }

    public string Path { get; }

    public bool Has(string name) => _properties.ContainsKey(name);

    public string PathOf(string name) =>
        Path + (name.All(c => char.IsLetterOrDigit(c) || c == '_') ? $".{name}" : $"['{name}']");

    public void Fail(string name, string message) => _problems.Add(new MappingProblem(name.Length == 0 ? Path : PathOf(name), message));

    /// <summary>The raw property, marked as known; null when absent or null.</summary>
    public JsonElement? Element(string name)
    {
        _known.Add(name);
        return _properties.TryGetValue(name, out var property) && property.Value.ValueKind != JsonValueKind.Null ? property.Value : null;
    }

    public string? Text(string name, bool required = false)
    {
        var element = Element(name);
        if (element is { ValueKind: JsonValueKind.String } text && (text.GetString()!.Length > 0 || !required))
            return text.GetString();
        if (element is { } other && other.ValueKind != JsonValueKind.String)
            Fail(name, $"A text is expected, not {Shown(other)}.");
        else if (required)
            Fail(name, element is null ? $"'{name}' is missing." : "The text is empty.");
        return null;
    }

    public bool? Boolean(string name)
    {
        var element = Element(name);
        if (element is { ValueKind: JsonValueKind.True or JsonValueKind.False } value)
            return value.GetBoolean();
        if (element is { } other)
            Fail(name, $"true or false is expected, not {Shown(other)}.{(other.ValueKind == JsonValueKind.String ? " Maybe without quotes." : "")}");
        return null;
    }

    public double? Number(string name)
    {
        var element = Element(name);
        if (element is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number))
            return number;
        if (element is { } other)
            Fail(name, $"A number is expected, not {Shown(other)}.{(other.ValueKind == JsonValueKind.String ? " Maybe without quotes." : "")}");
        return null;
    }

    /// <summary>A list of texts; a single text counts as a list of one. Null when absent.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (Element(name) is not { } element)
            return null;
        if (element.ValueKind == JsonValueKind.String)
            return [element.GetString()!];
        if (element.ValueKind != JsonValueKind.Array)
        {
            Fail(name, $"A list of texts is expected, not {Shown(element)}.");
            return null;
        }

        var texts = new List<string>();
        var index = 0;
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String)
                texts.Add(item.GetString()!);
            else
                _problems.Add(new MappingProblem($"{PathOf(name)}[{index}]", $"A text is expected, not {Shown(item)}."));
            index++;
        }

        return texts;
    }

    /// <summary>The properties of an object, in order, with their paths; empty when absent.</summary>
    public IReadOnlyList<(string Name, JsonElement Value, string Path)> Entries(string name)
    {
        if (Element(name) is not { } element)
            return [];
        var inner = new JsonObjectReader(element, PathOf(name), _problems);
        return [.. inner._properties.Values.Select(p => (p.Name, p.Value, inner.PathOf(p.Name)))];
    }

    /// <summary>The items of a list with their paths; empty when absent.</summary>
    public IReadOnlyList<(JsonElement Value, string Path)> Items(string name)
    {
        if (Element(name) is not { } element)
            return [];
        if (element.ValueKind == JsonValueKind.Array)
            return [.. element.EnumerateArray().Select((item, index) => (item, $"{PathOf(name)}[{index}]"))];
        Fail(name, $"A list [ … ] is expected, not {Shown(element)}.");
        return [];
    }

    /// <summary>Reports the properties that nobody asked for.</summary>
    public void Done()
    {
        foreach (var name in _properties.Keys.Where(p => !_known.Contains(p, StringComparer.OrdinalIgnoreCase)))
            Fail(name, $"'{name}' is not known here.{NearestName.MaybeHint(name, _known)}");
    }

    /// <summary>A JSON value as people see it in a message, shortened.</summary>
    public static string Shown(JsonElement element)
    {
        var text = element.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.Number when element.TryGetDouble(out var number) => number.ToString(CultureInfo.InvariantCulture),
            _ => element.GetRawText(),
        };
        return text.Length <= 60 ? text : text[..57] + "...";
    }
}
