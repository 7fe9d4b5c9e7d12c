using System.Reflection;
using Concord.Planning.Data;
using Concord.Planning.Data.Checks;
using FsCheck;
using FsCheck.Fluent;

namespace Concord.Tests.Data.Checks;

/// <summary>Datasets that no import would accept: references to nothing, NaN and infinite numbers, dates at both ends of the calendar, empty texts.</summary>
public sealed class GarbageTests
{
    private static readonly string[] Texts = ["A", "B", "C", "P1", "W1", "EA", "CS", "", " ", "EUR", "euro", "é\n|"];
    private static readonly double[] Numbers =
        [0, 1, -1, 12, 0.5, 1e300, -1e300, double.Epsilon, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    private static readonly DateOnly[] Days =
        [DateOnly.MinValue, DateOnly.MaxValue, new(2026, 3, 31), new(2026, 3, 1), new(2025, 1, 15), new(2024, 2, 29), new(2026, 4, 1)];

    [Fact]
    public void NoCheckThrowsAndNoMoreFailThanWereLookedAt()
    {
        var datasets =
            from seed in Gen.Choose(0, int.MaxValue)
            from rows in Gen.Choose(0, 12)
            from asOf in Gen.Elements(Days)
            select (seed, rows, asOf);

        Prop.ForAll(datasets.ToArbitrary(), given =>
        {
            var dataset = new MemoryDataset(given.asOf, Rows(new Random(given.seed), given.rows), batchSize: 5);
            var scope = new CheckScope(dataset);
            foreach (var check in DataChecks.All)
            {
                var result = DataChecks.Run(check, scope);
                Assert.True(result.Failed <= result.Population, $"{check.Definition.Code}: {result.Failed} of {result.Population} failed.");
                Assert.Equal(result.Failed > 0, result.Findings.Count > 0);
            }
        }).QuickCheckThrowOnFailure();
    }

    private static IEnumerable<object> Rows(Random random, int rows)
    {
        foreach (var table in DataModel.Tables)
        {
            for (var row = 0; row < rows; row++)
            {
                var record = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(table.Record);
                foreach (var column in table.Columns)
                    column.Property.SetValue(record, Value(random, column));
                yield return record;
            }
        }
    }

    private static object? Value(Random random, ColumnDefinition column)
    {
        if (!column.Required && random.Next(3) == 0)
            return null;
        var type = Nullable.GetUnderlyingType(column.Property.PropertyType) ?? column.Property.PropertyType;
        return column.Type switch
        {
            ColumnType.Number => Numbers[random.Next(Numbers.Length)],
            ColumnType.Integer => random.Next(-2, 5),
            ColumnType.Boolean => random.Next(2) == 0,
            ColumnType.Date => Days[random.Next(Days.Length)],
            ColumnType.Choice => Enum.GetValues(type).GetValue(random.Next(Enum.GetValues(type).Length)),
            _ when type == typeof(string) => Texts[random.Next(Texts.Length)],
            _ => Activator.CreateInstance(type, BindingFlags.Default, null, [Texts[random.Next(Texts.Length)]], null),
        };
    }
}
