using System.Reflection;
using System.Runtime.InteropServices;

namespace Concord.Numerics.Linear;

/// <summary>
/// The C interface of COIN-OR CLP (Forrest and others, https://github.com/coin-or/Clp, EPL-2.0), as far as it is used. The library is the operating system's; nothing of it is distributed.
/// Indices and starts are 32-bit integers, as Debian and Ubuntu build it.
/// </summary>
internal static partial class ClpLibrary
{
    private const string Library = "Clp";

    /// <summary>Names under which systems have it, most usual first.</summary>
    private static readonly string[] FileNames = ["libClp.so.1", "libClp.so", "libClp.1.dylib", "libClp.dylib", "libClp.dll", "Clp.dll"];

    static ClpLibrary() => NativeLibrary.SetDllImportResolver(typeof(ClpLibrary).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library)
            return 0;
        foreach (var file in FileNames)
        {
            if (NativeLibrary.TryLoad(file, assembly, path, out var handle))
                return handle;
        }

        throw new SolverMissingException(
            "The linear solver COIN-OR CLP is not on this machine (libClp.so.1 was not found). Maybe install it: apt-get install coinor-libclp1");
    }

    /// <summary>Owns a model in the library's memory.</summary>
    internal sealed class Model : SafeHandle
    {
        public Model()
            : base(0, ownsHandle: true)
        {
        }

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            Delete(handle);
            return true;
        }
    }

    [LibraryImport(Library, EntryPoint = "Clp_newModel")]
    internal static partial Model New();

    [LibraryImport(Library, EntryPoint = "Clp_deleteModel")]
    private static partial void Delete(nint model);

    [LibraryImport(Library, EntryPoint = "Clp_Version")]
    internal static partial nint Version();

    [LibraryImport(Library, EntryPoint = "Clp_loadProblem")]
    internal static partial void Load(
        Model model, int columns, int rows, ReadOnlySpan<int> starts, ReadOnlySpan<int> indices, ReadOnlySpan<double> values, ReadOnlySpan<double> columnLower, ReadOnlySpan<double> columnUpper,
        ReadOnlySpan<double> costs, ReadOnlySpan<double> rowLower, ReadOnlySpan<double> rowUpper);

    [LibraryImport(Library, EntryPoint = "Clp_setLogLevel")]
    internal static partial void SetLogLevel(Model model, int level);

    [LibraryImport(Library, EntryPoint = "Clp_setMaximumSeconds")]
    internal static partial void SetMaximumSeconds(Model model, double seconds);

    [LibraryImport(Library, EntryPoint = "Clp_setMaximumIterations")]
    internal static partial void SetMaximumIterations(Model model, int iterations);

    [LibraryImport(Library, EntryPoint = "Clp_setNumberIterations")]
    internal static partial void SetIterations(Model model, int iterations);

    [LibraryImport(Library, EntryPoint = "Clp_setPerturbation")]
    internal static partial void SetPerturbation(Model model, int value);

    [LibraryImport(Library, EntryPoint = "Clp_dual")]
    internal static partial int Dual(Model model, int valuesPass);

    [LibraryImport(Library, EntryPoint = "Clp_primal")]
    internal static partial int Primal(Model model, int valuesPass);

    [LibraryImport(Library, EntryPoint = "Clp_status")]
    internal static partial int Status(Model model);

    [LibraryImport(Library, EntryPoint = "Clp_numberIterations")]
    internal static partial int Iterations(Model model);

    [LibraryImport(Library, EntryPoint = "Clp_objectiveValue")]
    internal static partial double Objective(Model model);

    [LibraryImport(Library, EntryPoint = "Clp_primalColumnSolution")]
    internal static partial nint Columns(Model model);

    [LibraryImport(Library, EntryPoint = "Clp_primalRowSolution")]
    internal static partial nint Rows(Model model);

    [LibraryImport(Library, EntryPoint = "Clp_dualRowSolution")]
    internal static partial nint Duals(Model model);

    [LibraryImport(Library, EntryPoint = "Clp_dualColumnSolution")]
    internal static partial nint ReducedCosts(Model model);

    [LibraryImport(Library, EntryPoint = "Clp_columnLower")]
    internal static partial nint ColumnLower(Model model);

    [LibraryImport(Library, EntryPoint = "Clp_columnUpper")]
    internal static partial nint ColumnUpper(Model model);

    [LibraryImport(Library, EntryPoint = "Clp_rowLower")]
    internal static partial nint RowLower(Model model);

    [LibraryImport(Library, EntryPoint = "Clp_rowUpper")]
    internal static partial nint RowUpper(Model model);

    [LibraryImport(Library, EntryPoint = "Clp_objective")]
    internal static partial nint Costs(Model model);

    [LibraryImport(Library, EntryPoint = "Clp_statusArray")]
    internal static partial nint Statuses(Model model);

    [LibraryImport(Library, EntryPoint = "Clp_copyinStatus")]
    internal static partial void SetStatuses(Model model, ReadOnlySpan<byte> statuses);
}
