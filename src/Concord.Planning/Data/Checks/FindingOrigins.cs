namespace Concord.Planning.Data.Checks;

/// <summary>
/// Says of findings where the row they speak of came from: its import and line. Checks that work on records do not see that; the row is found again by its key.
/// </summary>
internal static class FindingOrigins
{
    /// <summary>
    /// The results, with import and line where a finding names the key of a row of its table. Findings about something else (a circle, a month of an item)
    /// keep none; facts in time are not looked through, as there may be hundreds of millions of them.
    /// </summary>
    public static IReadOnlyList<CheckResult> Attach(Dataset dataset, IReadOnlyList<CheckResult> results, CancellationToken cancellationToken)
    {
        var wanted = results.SelectMany(r => r.Findings).Where(f => f.ImportId is null)
            .GroupBy(f => f.Table, f => f.Entity).ToDictionary(g => g.Key, g => g.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var found = new Dictionary<(string Table, string Entity), (long ImportId, int Line)>();
        foreach (var (name, entities) in wanted)
        {
            if (!DataModel.TryTable(name, out var table) || table.AsOf == AsOfRule.UpTo)
                continue;
            foreach (var batch in dataset.BatchesOfAnyDate(table))
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (var row = 0; row < batch.RowCount; row++)
                {
                    if (batch.KeyText(row) is var key && entities.Contains(key))
                        found[(name, key)] = (batch.ImportIds[row], batch.Lines[row]);
                }
            }
        }

        return [.. results.Select(r => r with { Findings = [.. r.Findings.Select(Origin)] })];

        Finding Origin(Finding finding) =>
            finding.ImportId is null && found.TryGetValue((finding.Table, finding.Entity), out var origin)
                ? finding with { ImportId = origin.ImportId, Line = origin.Line }
                : finding;
    }
}
