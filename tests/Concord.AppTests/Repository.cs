namespace Concord.AppTests;

/// <summary>Where the repository and the data outside of it lie.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Real data that is not part of the repository: <c>data</c> in <c>../shared</c>, or in the folder CONCORD_SHARED names.</summary>
    public static string SharedData { get; } = Path.Combine(
        Environment.GetEnvironmentVariable("CONCORD_SHARED") is { Length: > 0 } given ? given : Path.GetFullPath(Path.Combine(Root, "..", "shared")), "data");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "concord.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder;
    }
}
