using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Concord.App.Data;

/// <summary>A JSON document has null in a list or table that holds none, or a number beyond all that can be counted with.</summary>
/// <param name="path">The value, as <c>entries[0]</c>, from the object it is in.</param>
internal sealed class UnusableValueException(string path, string message) : JsonException(message, $"$.{path}", null, null);

/// <summary>
/// Checks what the serializer lets through: the elements of lists and tables against their types' null annotations, and numbers such as 1e999, which are read as
/// infinite and can be neither planned nor written.
/// </summary>
internal static class JsonElements
{
    /// <summary>Makes the reading of a type fail with <see cref="UnusableValueException"/> where there is such a value.</summary>
    public static void Check(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        (string Name, Func<object, object?> Get)[] lists = [.. type.Properties.Where(p => p.Get is not null && HoldsNoNull(p)).Select(p => (p.Name, p.Get!))];
        (string Name, Func<object, object?> Get)[] numbers = [.. type.Properties.Where(p => p.Get is not null && (p.PropertyType == typeof(double) || p.PropertyType == typeof(double?))).Select(p => (p.Name, p.Get!))];
        if (lists.Length + numbers.Length == 0)
            return;
        var before = type.OnDeserialized;
        type.OnDeserialized = read =>
        {
            before?.Invoke(read);
            foreach (var (name, get) in lists)
                CheckList(name, get(read));
            foreach (var (name, get) in numbers)
            {
                if (get(read) is double number && !double.IsFinite(number))
                    throw new UnusableValueException(name, $"The number in '{name}' is too large.");
            }
        };
    }

    private static void CheckList(string name, object? value)
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
            throw new UnusableValueException(path, $"'{path}' is null, and a value is needed there.");
        if (element is IEnumerable and not string)
            CheckList(path, element);
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
