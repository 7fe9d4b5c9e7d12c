// Types that use each other against an order on purpose: the tests of the analyser read them from this compiled assembly.
namespace Concord.Tests.Architecture.Fixture.Early
{
    internal sealed class InSignature
    {
        public static void Take(List<Late.Thing[]> things) => things.Clear();
    }

    internal sealed class InField
    {
        public Late.Thing? Thing { get; set; }
    }

    internal sealed class InBodyOnly
    {
        public static int Count() => Late.Thing.Number + 1;
    }

    internal sealed class InClosure
    {
        public static Func<int, object> Make() => n => n > 0 ? new Late.Thing() : n;
    }

    internal sealed class InGenericCall
    {
        public static string Call() => Array.Empty<Late.Thing>().Length.ToString();
    }

    internal sealed class Innocent
    {
        public static int Twice(int n) => 2 * n;
    }

    internal sealed class ReadsFiles
    {
        public static bool Look(string path) => File.Exists(path);
    }

    internal sealed class ReadsClock
    {
        public static DateTime Look() => DateTime.UtcNow;
    }
}

namespace Concord.Tests.Architecture.Fixture.Late
{
    internal sealed class Thing
    {
        public static int Number { get; } = Early.Innocent.Twice(21);
    }
}
