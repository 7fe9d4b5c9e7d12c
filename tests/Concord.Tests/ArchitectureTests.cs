using Concord.Tests.Architecture;
using Xunit;

namespace Concord.Tests;

/// <summary>The dependency direction of docs/architecture.md, checked on the compiled assemblies.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Layers = ["Concord.Numerics", "Concord.Planning", "Concord.Storage", "concord"];

    private static readonly FolderOrder Planning = new(
        "Concord.Planning", ["Data"], ["Cube"], ["Scenarios"], ["Demand"], ["Supply"], ["Finance"], ["Execution", "Kpi"], ["Cycle"]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_project_refers_to_earlier_projects_only(int layer)
    {
        var own = CompiledUses.Assemblies(PathOf(Layers[layer])).Where(a => a.StartsWith("concord", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(own.Except(Layers[..layer]));
    }

    [Fact]
    public void A_folder_of_Planning_uses_earlier_folders_only()
    {
        var uses = CompiledUses.Read(PathOf("Concord.Planning"));
        Assert.NotEmpty(uses);
        Assert.Empty(Planning.Unranked(uses));
        Assert.Empty(Planning.Against(uses));
    }

    [Fact]
    public void Numerics_knows_no_files_no_network_and_no_database() =>
        Assert.DoesNotContain(CompiledUses.Read(PathOf("Concord.Numerics")), u =>
            IsInputOutput(u) || u.ToNamespace.StartsWith("System.IO", StringComparison.Ordinal) || u.ToNamespace.StartsWith("Microsoft.Data", StringComparison.Ordinal));

    [Fact]
    public void Planning_does_no_input_or_output() => Assert.DoesNotContain(CompiledUses.Read(PathOf("Concord.Planning")), IsInputOutput);

    [Fact]
    public void Time_and_randomness_are_arguments_of_Numerics_and_Planning() =>
        Assert.DoesNotContain(Layers[..2].SelectMany(layer => CompiledUses.Read(PathOf(layer))), IsClockOrDice);

    [Fact]
    public void The_analyser_sees_a_use_wherever_it_hides()
    {
        var order = new FolderOrder("Concord.Tests.Architecture.Fixture", ["Early"], ["Late"]);
        var uses = CompiledUses.Read(typeof(ArchitectureTests).Assembly.Location);
        const string fixture = "Concord.Tests.Architecture.Fixture";
        string[] guilty = ["InBodyOnly", "InClosure", "InField", "InGenericCall", "InSignature"];
        Assert.Equal(guilty.Select(g => $"{fixture}.Early.{g} -> {fixture}.Late.Thing"), order.Against(uses));
        Assert.Empty(order.Unranked(uses));
        Assert.Equal([$"{fixture}.Late.Thing -> {fixture}.Early.Innocent"], new FolderOrder(fixture, ["Late"], ["Early"]).Against(uses));
        Assert.Equal(["Late"], new FolderOrder(fixture, ["Early"]).Unranked(uses));
        Assert.Contains(uses, u => u.From == $"{fixture}.Early.ReadsFiles" && IsInputOutput(u));
        Assert.Contains(uses, u => u.From == $"{fixture}.Early.ReadsClock" && IsClockOrDice(u));
        Assert.DoesNotContain(uses, u => u.From == $"{fixture}.Early.Innocent" && (IsInputOutput(u) || IsClockOrDice(u)));
    }

    [Fact]
    public void Folders_of_one_rank_do_not_use_each_other() =>
        Assert.Equal(
            ["Concord.Planning.Kpi.A -> Concord.Planning.Execution.B"],
            Planning.Against([new("Concord.Planning.Kpi.A", "Concord.Planning.Execution.B", ""), new("Concord.Planning.Kpi.A", "Concord.Planning.Data.C", "")]));

    private static string PathOf(string assembly) => Path.Combine(AppContext.BaseDirectory, assembly + ".dll");

    /// <summary>Types that reach outside of the process. Streams and text readers that somebody hands in are no such types.</summary>
    private static bool IsInputOutput(Use use) =>
        use.To is "System.IO.File" or "System.IO.FileInfo" or "System.IO.FileStream" or "System.IO.Directory" or "System.IO.DirectoryInfo"
            or "System.IO.DriveInfo" or "System.IO.RandomAccess" or "System.Console" or "System.Diagnostics.Process"
        || new[] { "System.IO.Pipes", "System.IO.MemoryMappedFiles", "System.Net", "System.Data", "Microsoft.Data", "Microsoft.AspNetCore" }
            .Any(n => use.ToNamespace == n || use.ToNamespace.StartsWith(n + ".", StringComparison.Ordinal));

    private static bool IsClockOrDice(Use use) => (use.To, use.Member) is
        ("System.DateTime" or "System.DateTimeOffset", "get_Now" or "get_UtcNow" or "get_Today")
        or ("System.Random", "get_Shared") or ("System.Guid", "NewGuid") or ("System.TimeProvider", "get_System");
}
