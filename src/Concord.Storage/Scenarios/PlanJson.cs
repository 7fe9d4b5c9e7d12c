using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Concord.Planning.Cube;
using Concord.Planning.Scenarios;

namespace Concord.Storage.Scenarios;

/// <summary>Entries and patches as JSON, as the database keeps them.</summary>
internal static class PlanJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new CoordinatesConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(Entry entry) => JsonSerializer.Serialize(entry, Options);

    public static Entry ReadEntry(string json) => JsonSerializer.Deserialize<Entry>(json, Options)!;

    public static string Write(RecordPatch patch) => JsonSerializer.Serialize(patch, Options);

    public static string Write(IEnumerable<RecordPatch> patches) => JsonSerializer.Serialize(patches, Options);

    public static ImmutableList<RecordPatch> ReadPatches(string json) =>
        [.. JsonSerializer.Deserialize<List<RecordPatch>>(json, Options)!.Select(p => p with { Values = p.Values?.WithComparers(StringComparer.Ordinal) })];

    private sealed class CoordinatesConverter : JsonConverter<Coordinates>
    {
        public override Coordinates Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Coordinates.Of(JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<string>>>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Coordinates value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var constraint in value.Constraints)
            {
                writer.WriteStartArray(constraint.Attribute);
                foreach (var member in constraint.Members)
                    writer.WriteStringValue(member);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }
    }
}
