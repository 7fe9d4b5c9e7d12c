using Concord.Planning.Data;

namespace Concord.App.Api;

/// <summary>Enum members as the words the API speaks: lower case with underscores.</summary>
internal static class Words
{
    /// <summary>The member a query parameter names; null when the parameter is absent or empty.</summary>
    /// <exception cref="ProblemException">400: no such word; the hint names a near one.</exception>
    public static T? Parse<T>(string? word, string field)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(word))
            return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (Spell(value) == word)
                return value;
        }

        var known = Enum.GetValues<T>().Select(Spell).ToList();
        var near = NearestName.Find(word, known);
        throw ProblemException.Invalid(
            field, word, $"'{word}' is not one of {string.Join(", ", known)}.", near is null ? null : $"Maybe '{near}'?");
    }

    public static string Spell<T>(T value)
        where T : struct, Enum => ChoiceWords.Spell(value.ToString());

    /// <summary>Checks the window of a list.</summary>
    /// <exception cref="ProblemException">400: negative, or more rows asked for than one answer carries.</exception>
    public static void CheckWindow(int skip, int take, int most)
    {
        if (skip < 0)
            throw ProblemException.Invalid("skip", $"{skip}", $"skip is {skip}; it must be 0 or more.");
        if (take < 0 || take > most)
            throw ProblemException.Invalid("take", $"{take}", $"take is {take}; it must be 0 to {most}.", "Maybe ask for several pages with skip, or export the table as CSV.");
    }
}
