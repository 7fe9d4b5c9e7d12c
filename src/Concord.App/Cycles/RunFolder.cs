using System.Text.Json;
using System.Text.Json.Serialization;
using Concord.App.Api;
using Concord.App.Data;
using Concord.Planning.Data;
using CsvHelper;

namespace Concord.App.Cycles;

/// <summary>
/// The folder a run writes its files to. Files get their names at once and whole: each is written beside its place first and then moved there. What is rounded is rounded here and nowhere before:
/// quantities to 6 decimals, money to those of the currency.
/// </summary>
internal sealed class RunFolder(string path)
{
    private static readonly JsonSerializerOptions Json = new(JsonFormat.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new NullForNoNumber() },
    };

    public string Path { get; } = Directory.CreateDirectory(path).FullName;

    public RunFolder Below(string name) => new(System.IO.Path.Combine(Path, name));

    public void Write<T>(string name, T content) => Keep(name, file => Serialize(file, content, typeof(T)));

    public static void Serialize(Stream file, object? content, Type type)
    {
        JsonSerializer.Serialize(file, content, type, Json);
        file.WriteByte((byte)'\n');
    }

    /// <summary>A table as CSV: dates as yyyy-MM-dd, numbers with a point, nothing for no value; text that a spreadsheet would take for a formula gets an apostrophe.</summary>
    public void Write(ReportTable table) => Keep($"{table.Name}.csv", file =>
    {
        using var csv = CsvWriter.Create(file, CsvResult.Options, leaveOpen: true);
        ReportCsv.Write(csv, table);
        csv.Flush();
    });

    public void Keep(string name, Action<Stream> write)
    {
        var target = System.IO.Path.Combine(Path, name);
        var partial = target + ".partial";
        using (var file = File.Create(partial))
            write(file);
        File.Move(partial, target, overwrite: true);
    }

    /// <summary>JSON has no number for no value, and none without end: both are null.</summary>
    private sealed class NullForNoNumber : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }
}
