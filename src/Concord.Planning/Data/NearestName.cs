namespace Concord.Planning.Data;

/// <summary>Finds the name a person probably meant, for messages that end with "Maybe …".</summary>
public static class NearestName
{
    /// <summary>" Maybe 'x'?" with a leading space, or an empty text when nothing is near (edit distance over a third of the length).</summary>
    public static string MaybeHint(string given, IEnumerable<string> known) => Find(given, known) is { } near ? $" Maybe '{near}'?" : "";

    /// <summary>The known name with the smallest edit distance (ignoring case), or null when that is over a third of the given length, and at least 1.</summary>
    public static string? Find(string given, IEnumerable<string> known)
    {
        string? best = null;
        var bestDistance = Math.Max(1, given.Length / 3) + 1;
        foreach (var name in known)
        {
            if (Math.Abs(name.Length - given.Length) >= bestDistance)
                continue;
            var distance = Distance(given, name);
            if (distance < bestDistance)
                (best, bestDistance) = (name, distance);
        }

        return best;
    }

    /// <summary>Levenshtein's edit distance, ignoring case.</summary>
    private static int Distance(string a, string b)
    {
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
