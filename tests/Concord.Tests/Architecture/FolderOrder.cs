namespace Concord.Tests.Architecture;

/// <summary>The order of folders below a namespace: a folder uses itself and folders of earlier ranks, never its neighbours in the same rank.</summary>
internal sealed class FolderOrder(string root, params string[][] ranks)
{
    /// <summary>Every use against the order as "From -> To", sorted. A type in no known folder is against the order too.</summary>
    public IReadOnlyList<string> Against(IEnumerable<Use> uses)
    {
        var breaches = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var use in uses)
        {
            if (FolderOf(use.From) is not { } from || FolderOf(use.To) is not { } to || from == to)
                continue;
            if (Rank(from) < 0 || Rank(to) < 0 || Rank(to) >= Rank(from))
                breaches.Add($"{use.From} -> {use.To}");
        }

        return [.. breaches];
    }

    /// <summary>Folders that hold types, yet have no rank.</summary>
    public IReadOnlyList<string> Unranked(IEnumerable<Use> uses) =>
        [.. uses.Select(u => FolderOf(u.From)).OfType<string>().Distinct().Where(f => Rank(f) < 0).Order(StringComparer.Ordinal)];

    private string? FolderOf(string type) =>
        type.StartsWith(root + ".", StringComparison.Ordinal) ? type[(root.Length + 1)..].Split('.')[0] : null;

    private int Rank(string folder) => Array.FindIndex(ranks, r => r.Contains(folder));
}
