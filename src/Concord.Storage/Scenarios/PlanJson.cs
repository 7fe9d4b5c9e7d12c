using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Concord.Planning.Cube;
using Concord.Planning.Data.Measures;
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

    /// <summary>What a plan says beside values, entries and patches.</summary>
    public static string OutlineOf(PlanState state) => JsonSerializer.Serialize(new Outline([.. state.Stages.Select(s => new StageLine(s.Key, s.Value.Fingerprint, s.Value.Details))], state.Drivers), Options);

    /// <summary>The state with its outline.</summary>
    public static PlanState ReadOutline(string json, PlanState state)
    {
        var outline = JsonSerializer.Deserialize<Outline>(json, Options)!;
        return state with
        {
            Stages = outline.Stages.ToImmutableSortedDictionary(s => s.Stage, s => new StageStamp(s.Fingerprint, s.Details)),
            Drivers = outline.Drivers,
        };
    }

    /// <summary>The keys of what its stages said.</summary>
    public static IEnumerable<string> DetailsOf(string json) => JsonSerializer.Deserialize<Outline>(json, Options)!.Stages.Select(s => s.Details).OfType<string>();

    /// <summary>What a stage says, as JSON in Brotli.</summary>
    public static byte[] Write(StageDetails details)
    {
        using var bytes = new MemoryStream();
        using (var packed = new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            JsonSerializer.Serialize(packed, new DetailsDocument(details.GetType().FullName!, JsonSerializer.SerializeToElement(details, details.GetType(), Options)), Options);
        return bytes.ToArray();
    }

    /// <returns>Null when this version does not know what was written, as after an update: the stage is computed anew.</returns>
    public static StageDetails? ReadDetails(byte[] data)
    {
        using var packed = new BrotliStream(new MemoryStream(data), CompressionMode.Decompress);
        var document = JsonSerializer.Deserialize<DetailsDocument>(packed, Options)!;
        try
        {
            return typeof(StageDetails).Assembly.GetType(document.Type) is { } type && type.IsSubclassOf(typeof(StageDetails)) ? (StageDetails?)document.Details.Deserialize(type, Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Outline(IReadOnlyList<StageLine> Stages, ImmutableList<Driver> Drivers);

    private sealed record StageLine(Stage Stage, string Fingerprint, string? Details);

    private sealed record DetailsDocument(string Type, JsonElement Details);

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
