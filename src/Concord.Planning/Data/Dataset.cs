namespace Concord.Planning.Data;

/// <summary>
/// The facts as somebody sees them at one moment: all rows of the live imports, or of a data snapshot as of its date.
/// Immutable: two reads of one dataset always agree.
/// </summary>
public abstract class Dataset
{
    private readonly Dictionary<Type, object> _records = [];

    /// <summary>The cut-off: facts dated later are not in the dataset, by each table's <see cref="AsOfRule"/>.</summary>
    public abstract DateOnly AsOf { get; }

    /// <summary>The rows of a table, in batches of bounded size (at most 65,536 rows), newest import last.</summary>
    public abstract IEnumerable<TableBatch> Batches(TableDefinition table);

    /// <summary>Like <see cref="Batches(TableDefinition)"/>, for callers that look at a few columns of a large table only.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns looked at. Others may be empty, so that keys cannot be read either.</param>
    public virtual IEnumerable<TableBatch> Batches(TableDefinition table, params IReadOnlyCollection<string> columns) => Batches(table);

    /// <summary>Like <see cref="Batches(TableDefinition)"/>, but without the as-of rule: for checks that look for facts dated after the cut-off.</summary>
    public virtual IEnumerable<TableBatch> BatchesOfAnyDate(TableDefinition table) => Batches(table);

    /// <summary>All rows of a table as records. Kept in memory after the first call: for master data, not for the sales history.</summary>
    public virtual IReadOnlyList<T> Rows<T>()
    {
        lock (_records)
        {
            if (_records.TryGetValue(typeof(T), out var known))
                return (IReadOnlyList<T>)known;
            var rows = new List<T>();
            foreach (var batch in Batches(DataModel.Table<T>()))
            {
                for (var row = 0; row < batch.RowCount; row++)
                    rows.Add(RecordReader<T>.Read(batch, row));
            }

            _records[typeof(T)] = rows;
            return rows;
        }
    }
}
