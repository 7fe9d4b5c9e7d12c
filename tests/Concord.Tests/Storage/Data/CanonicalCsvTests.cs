using System.Text;
using Concord.Planning.Data;
using Concord.Storage.Data;

namespace Concord.Tests.Storage.Data;

public sealed class CanonicalCsvTests
{
    [Fact]
    public void Values_are_written_as_canonical_text()
    {
        var text = Write([
            new StockOnHand
            {
                Item = new("A, \"big\""), Location = new("W1"), Lot = null, Status = StockStatus.Inspection, Quantity = -0.1, ExpiryDate = new DateOnly(2026, 2, 3),
            },
            new StockOnHand { Item = new("Größe"), Location = new("W1"), Lot = "L1", Status = StockStatus.Available, Quantity = 1_250_000 },
        ]);
        Assert.Equal(
            "item,location,lot,status,quantity,unit,expiry_date,stock_date\n\"A, \"\"big\"\"\",W1,,inspection,-0.1,,2026-02-03,\nGröße,W1,L1,available,1250000,,,\n", text);
    }

    [Fact]
    public void Flags_are_words_and_NaN_is_no_value()
    {
        var text = Write([new ItemLocation { Item = new("A"), Location = new("W1"), SafetyStock = double.NaN, ReorderPoint = 1e-7, Blocked = true }]);
        Assert.Contains("\nA,W1,,1E-07,,,,true\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_rows_there_is_the_header() => Assert.Equal("unit,description,dimension\n", Write<Unit>([]));

    [Fact]
    public void Rows_are_pulled_one_at_a_time_and_the_stream_stays_open()
    {
        using var stream = new MemoryStream();
        var pulled = 0;
        var count = CanonicalCsv.Write(stream, Enumerable.Range(0, 100_000).Select(i =>
        {
            pulled++;
            // The buffer of the writer is far smaller than the rows so far, so some must have left it.
            Assert.True(i < 50_000 || stream.Length > 0);
            return new Unit { Id = new($"U{i}"), Dimension = UnitDimension.Count };
        }));
        Assert.Equal((100_000, 100_000), (count, pulled));
        Assert.True(stream.CanWrite);
    }

    [Fact]
    public void A_row_of_text_needs_a_value_for_every_column()
    {
        using var stream = new MemoryStream();
        using var writer = new CanonicalCsvWriter<Unit>(stream, leaveOpen: true);
        writer.WriteText(["EA", null, "a dozen?"]);
        Assert.Equal(1, writer.Rows);
        var error = Assert.Throws<ArgumentException>(() => writer.WriteText(["EA"]));
        Assert.Contains("3 columns", error.Message, StringComparison.Ordinal);
    }

    private static string Write<T>(IEnumerable<T> rows)
    {
        using var stream = new MemoryStream();
        CanonicalCsv.Write(stream, rows);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
