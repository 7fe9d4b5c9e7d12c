using System.Collections.Frozen;

namespace Concord.Planning.Data.Mappings;

/// <summary>Names of one table block, led to the columns of one file and of the looked-up sources.</summary>
internal sealed class MappingScope(
    Mapping mapping, TableMapping block, SourceHeaders main, IReadOnlyDictionary<string, IReadOnlyList<SourceHeaders>> files,
    IReadOnlyDictionary<string, string>? parameters) : ExpressionScope
{
    /// <summary>For each join the names of the columns that expressions read, in the order of their values in a row.</summary>
    public IReadOnlyList<List<string>> JoinColumns { get; } = [.. block.Joins.Select(_ => new List<string>())];

    public override (int Join, int Column) Resolve(ColumnReference column)
    {
        if (column.Source is null || column.Source == block.Alias)
        {
            var at = main.Find(column.Column);
            return at >= 0 ? (-1, at) : throw Unknown(column, main);
        }

        for (var join = 0; join < block.Joins.Count; join++)
        {
            if (block.Joins[join].Alias != column.Source)
                continue;
            var found = files.GetValueOrDefault(block.Joins[join].Source) ?? [];
            if (found.FirstOrDefault(f => f.Find(column.Column) < 0) is { } lacking)
                throw Unknown(column, lacking);
            var slot = JoinColumns[join].IndexOf(column.Column);
            if (slot < 0)
            {
                slot = JoinColumns[join].Count;
                JoinColumns[join].Add(column.Column);
            }

            return (join, slot);
        }

        throw new ExpressionException($"There is no source '{column.Source}' at position {column.Position}.{NearestName.MaybeHint(column.Source, block.Joins.Select(j => j.Alias))}", column.Position);
    }

    public override MappingValue Parameter(ParameterReference parameter)
    {
        if (parameters?.TryGetValue(parameter.Name, out var given) == true)
            return MappingValue.OfText(given);
        return mapping.Parameters.FirstOrDefault(p => p.Name == parameter.Name)?.Value
            ?? throw new ExpressionException($"There is no parameter '{parameter.Name}'.{NearestName.MaybeHint(parameter.Name, mapping.Parameters.Select(p => p.Name))}", parameter.Position);
    }

    public override FrozenDictionary<string, string> Words(string list, int position) =>
        mapping.Words.TryGetValue(list, out var words)
            ? words
            : throw new ExpressionException($"There is no list '{list}' under \"values\".{NearestName.MaybeHint(list, mapping.Words.Keys)}", position);

    private static ExpressionException Unknown(ColumnReference column, SourceHeaders file) =>
        new($"{file} has no column '{column.Column}'.{NearestName.MaybeHint(column.Column, file.Headers)}", column.Position);
}
