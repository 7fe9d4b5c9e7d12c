using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Concord.App.Data;

/// <summary>A list or a table of a JSON document has null where it must not.</summary>
/// <param name="path">The element, as <c>entries[0]</c>, from the object it is in.</param>
internal sealed class NullElementException(string path) : JsonException($"'{path}' is null.", $"$.{path}", null, null);

/// <summary>Holds the elements of lists and tables to their types' null annotations, which the serializer checks for properties only.</summary>
internal static class JsonElements
{
    /// <summary>Makes the reading of a type fail with <see cref="NullElementException"/> where a list or table declared to hold no null has one.</summary>
    public static void RefuseNulls(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        (string Name, Func<object, object?> Get)[] lists = [.. type.Properties.Where(p => p.Get is not null && HoldsNoNull(p)).Select(p => (p.Name, p.Get!))];
        if (lists.Length == 0)
            return;
        var before = type.OnDeserialized;
        type.OnDeserialized = read =>
        {
            before?.Invoke(read);
            foreach (var (name, get) in lists)
                Check(name, get(read));
        };
    }

    private static void Check(string name, object? value)
    {
        if (value is IDictionary table)
        {
            foreach (DictionaryEntry entry in table)
                CheckElement($"{name}.{entry.Key}", entry.Value);
        }
        else if (value is IEnumerable list)
        {
            var index = 0;
            foreach (var element in list)
                CheckElement($"{name}[{index++}]", element);
        }
    }

    private static void CheckElement(string path, object? element)
    {
        if (element is null)
            throw new NullElementException(path);
        if (element is IEnumerable and not string)
            Check(path, element);
    }

    private static bool HoldsNoNull(JsonPropertyInfo property)
    {
        if (property.PropertyType == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(property.PropertyType) || property.AttributeProvider is not PropertyInfo declared)
            return false;
        var info = new NullabilityInfoContext().Create(declared);
        var element = info.ElementType ?? (info.GenericTypeArguments is [.., var last] ? last : null);
        return element is { ReadState: NullabilityState.NotNull } && !element.Type.IsValueType;
    }
}
