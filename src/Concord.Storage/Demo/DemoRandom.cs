namespace Concord.Storage.Demo;

/// <summary>
/// Random numbers that never depend on the .NET version, the processor or the C library: xoshiro256** (D. Blackman, S. Vigna,
/// "Scrambled linear pseudorandom number generators", 2018), its state filled by SplitMix64 (G. Steele, D. Lea, C. Flood, 2014),
/// and distributions that use only exactly rounded operations (+ - * / and square root).
/// Every concern has a stream of its own, so that one more draw for suppliers does not change the sales history.
/// </summary>
internal sealed class DemoRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <param name="seed">The demo's seed.</param>
    /// <param name="concern">Name of the stream, mixed into the seed by FNV-1a.</param>
    public DemoRandom(long seed, string concern)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in concern)
            hash = (hash ^ c) * 1099511628211UL;
        var state = hash ^ (unchecked((ulong)seed) * 0x9E3779B97F4A7C15UL);
        _a = SplitMix(ref state);
        _b = SplitMix(ref state);
        _c = SplitMix(ref state);
        _d = SplitMix(ref state);
    }

    public ulong Bits()
    {
        var result = ulong.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>At least 0, less than 1.</summary>
    public double Uniform() => (Bits() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + ((high - low) * Uniform());

    /// <summary>0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)Math.BigMul(Bits(), (ulong)count, out _);

    public bool Chance(double probability) => Uniform() < probability;

    public T Pick<T>(IReadOnlyList<T> of) => of[Below(of.Count)];

    /// <summary>About standard normal: twelve uniforms less six, so never beyond ±6.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Uniform();
        return sum;
    }

    /// <summary>A count with that mean; from 30 on by the normal approximation.</summary>
    public int Poisson(double mean)
    {
        if (mean <= 0)
            return 0;
        if (mean >= 30)
            return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * Normal()), MidpointRounding.AwayFromZero));
        var limit = ExpOfMinus(mean);
        var product = Uniform();
        var count = 0;
        while (product > limit)
        {
            product *= Uniform();
            count++;
        }

        return count;
    }

    /// <summary>e^-x for 0 ≤ x &lt; 700 by its series, since Math.Exp may differ in the last bit between platforms.</summary>
    private static double ExpOfMinus(double x)
    {
        var whole = (int)x;
        var rest = x - whole;
        double term = 1, sum = 1;
        for (var n = 1; n < 20; n++)
        {
            term *= rest / n;
            sum += term;
        }

        var result = 1 / sum;
        for (var i = 0; i < whole; i++)
            result *= 0.36787944117144233;
        return result;
    }

    private static ulong SplitMix(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
