namespace Concord.Planning.Cube;

/// <summary>
/// The values of up to <see cref="Length"/> neighbouring series in one bucket; NaN means no value. Immutable once it is part of a cube, and shared by
/// all cubes that do not differ there. A stored page is read when its values are first asked for. For any number of threads.
/// </summary>
public sealed class Page
{
    /// <summary>Series of a full page.</summary>
    public const int Length = 4096;

    private readonly Func<long, double[]>? _read;
    private double[]? _values;
    private long _id;

    /// <summary>A new page, which no database has yet.</summary>
    /// <param name="values">At most <see cref="Length"/>; not to be changed any more. Series beyond its end have no value.</param>
    public Page(double[] values)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, Length);
        _values = values;
    }

    /// <summary>A page that a database has.</summary>
    /// <param name="id">Its number there.</param>
    /// <param name="read">Reads the values of a page by its number.</param>
    public Page(long id, Func<long, double[]> read) => (_id, _read) = (id, read);

    /// <summary>Its number in the database; 0 as long as it has none.</summary>
    public long Id
    {
        get => Volatile.Read(ref _id);
        set => Volatile.Write(ref _id, value);
    }

    /// <summary>True when the values are in memory.</summary>
    public bool IsLoaded => Volatile.Read(ref _values) is not null;

    public ReadOnlySpan<double> Values => Volatile.Read(ref _values) ?? Read();

    /// <summary>Blocks of <see cref="Length"/> series that hold so many.</summary>
    public static int Blocks(int series) => (series + Length - 1) / Length;

    private double[] Read()
    {
        // Two threads may both read; they read the same.
        var values = _read!(Id);
        return Interlocked.CompareExchange(ref _values, values, null) ?? values;
    }
}
