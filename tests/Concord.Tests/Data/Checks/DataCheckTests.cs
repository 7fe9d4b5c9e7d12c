using Concord.Planning.Data;
using Concord.Planning.Data.Checks;

namespace Concord.Tests.Data.Checks;

public sealed class DataCheckTests
{
    public static TheoryData<string> Codes => [.. DataChecks.All.Select(c => c.Definition.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryCheckFailsOnItsBadExample(string code)
    {
        var example = Case(code);

        var result = Run(code, example.Fails);

        Assert.True(result.Failed > 0, $"{code} found nothing.");
        Assert.InRange(result.Failed, 1, result.Population);
        var finding = result.Findings[0];
        Assert.Contains(example.Says, finding.Message);
        Assert.Equal(code, finding.Code);
        Assert.Equal(result.Definition.Severity, finding.Severity);
        Assert.True(DataModel.TryTable(finding.Table, out var table), $"'{finding.Table}' is no table.");
        Assert.False(string.IsNullOrWhiteSpace(finding.Advice));
        if (finding.Field is { } field)
            Assert.NotNull(table.Column(field));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryCheckPassesOnItsGoodExample(string code)
    {
        var result = Run(code, Case(code).Passes);

        Assert.True(result.Population > 0, $"{code} looked at nothing.");
        Assert.Empty(result.Findings);
        Assert.Equal(0, result.Failed);
    }

    [Fact]
    public void CodesAreStableUniqueAndExplained()
    {
        var definitions = DataChecks.All.Select(c => c.Definition).Concat(RowChecks.All).ToList();

        Assert.Equal(definitions.Count, definitions.Select(d => d.Code).Distinct().Count());
        Assert.All(definitions, d =>
        {
            Assert.Matches("^[A-Z0-9]+(_[A-Z0-9]+)*$", d.Code);
            Assert.False(string.IsNullOrWhiteSpace(d.Title));
            Assert.EndsWith(".", d.Why);
            Assert.EndsWith(".", d.Advice);
        });
        Assert.All(DataChecks.All, c => Assert.NotNull(c.Definition.Area));
        Assert.Equal(RowChecks.All.Count, typeof(RowProblemCode).GetFields().Length);
    }

    [Fact]
    public void EveryCheckThatIsWrittenIsRun()
    {
        var written = typeof(DataChecks).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DataCheck)) && !t.IsAbstract);

        Assert.Equal(written.OrderBy(t => t.Name), DataChecks.All.Select(c => c.GetType()).Distinct().OrderBy(t => t.Name));
    }

    [Fact]
    public void NothingIsFoundInAnEmptyDataset()
    {
        var results = DataChecks.Run(new MemoryDataset(Facts.CutOff, []));

        Assert.Equal(DataChecks.All.Select(c => c.Definition), results.Select(r => r.Definition));
        Assert.All(results, r => Assert.Equal(0, r.Population));
    }

    [Fact]
    public void ResultsDoNotDependOnBatchesOrThreads()
    {
        var records = CheckCases.All.SelectMany(c => c.Fails).ToList();

        var whole = DataChecks.Run(new MemoryDataset(Facts.CutOff, records));
        var small = DataChecks.Run(new MemoryDataset(Facts.CutOff, records, batchSize: 3));

        Assert.Equal(whole.SelectMany(r => r.Findings).Select(f => f with { Line = 0 }), small.SelectMany(r => r.Findings).Select(f => f with { Line = 0 }));
        Assert.Equal(whole.Select(r => (r.Population, r.Failed)), small.Select(r => (r.Population, r.Failed)));
    }

    [Fact]
    public void AFindingAboutARowNamesItsImportAndLine()
    {
        var findings = DataChecks.Run(new MemoryDataset(Facts.CutOff, [Facts.Item("A"), Facts.Item("B") with { Family = null }])).SelectMany(r => r.Findings).ToList();

        var finding = Assert.Single(findings, f => f.Code == "ITEM_WITHOUT_FAMILY");
        Assert.Equal((1L, 3), (finding.ImportId, finding.Line));
    }

    [Fact]
    public void ProgressEndsAtOne()
    {
        var last = 0.0;
        var gate = new Lock();

        DataChecks.Run(new MemoryDataset(Facts.CutOff, []), new Listener(share =>
        {
            lock (gate)
                last = Math.Max(last, share);
        }));

        Assert.Equal(1, last);
    }

    [Fact]
    public void CancellingStops() =>
        Assert.Throws<OperationCanceledException>(
            () => DataChecks.Run(new MemoryDataset(Facts.CutOff, []), cancellationToken: new CancellationToken(canceled: true)));

    [Fact]
    public void FindingsAreKeptUpToALimitAndCountedBeyond()
    {
        var result = Run("STOCK_NEGATIVE", [.. Enumerable.Range(0, 1500).Select(i => Facts.Stock($"I{i}", "W1", -1))]);

        Assert.Equal(1500, result.Failed);
        Assert.Equal(CheckReport.Limit, result.Findings.Count);
    }

    [Fact]
    public void AnUnknownCodeIsAnsweredWithANearOne()
    {
        var error = Assert.Throws<ArgumentException>(() => DataChecks.Definition("BILL_CYCLES"));

        Assert.Contains("Maybe 'BILL_CYCLE'?", error.Message);
    }

    private static CheckResult Run(string code, object[] records) =>
        DataChecks.Run(DataChecks.All.Single(c => c.Definition.Code == code), new CheckScope(new MemoryDataset(Facts.CutOff, records)));

    private static CheckCase Case(string code) =>
        CheckCases.All.SingleOrDefault(c => c.Code == code) ?? throw new Xunit.Sdk.XunitException($"{code} has no case in {nameof(CheckCases)}.");

    private sealed class Listener(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
