using System.Collections.Frozen;
using System.Text.Json;

namespace Concord.Planning.Data.Mappings;

/// <content>The "tables" part of a mapping file.</content>
public static partial class MappingReader
{
    private sealed partial class Reading
    {
        private TableMapping? Table(JsonElement element, string path)
        {
            var json = new JsonObjectReader(element, path, problems);
            var name = json.Text("table", required: true);
            TableDefinition? table = null;
            if (name is not null && !DataModel.TryTable(name, out table))
                json.Fail("table", $"There is no table '{name}'.{NearestName.MaybeHint(name, DataModel.Tables.Select(t => t.Name))}");
            var source = SourceOf(json, "from");
            var alias = json.Text("as") ?? source ?? "";
            var aliases = new List<string> { alias };
            var joins = new List<JoinMapping>();
            foreach (var (join, joinPath) in json.Items("joins"))
                joins.Add(Join(join, joinPath, aliases));
            var where = Optional(json, "where", aliases);
            var columns = new List<ColumnMapping>();
            foreach (var (target, value, columnPath) in json.Entries("columns"))
            {
                if (table is null)
                    continue;
                if (table.Columns.FirstOrDefault(c => c.Name == target) is { } column)
                    columns.Add(Column(column, value, columnPath, aliases));
                else
                    problems.Add(new MappingProblem(columnPath, $"Table '{table}' has no column '{target}'.{NearestName.MaybeHint(target, table.Columns.Select(c => c.Name))}"));
            }

            if (!json.Has("columns"))
                json.Fail("columns", "'columns' is missing: what fills the table.");
            var mode = json.Text("mode");
            if (mode is not (null or "delta" or "replace"))
                json.Fail("mode", $"The mode is delta (rows are added) or replace (rows are the whole table), not '{mode}'.{NearestName.MaybeHint(mode, ["delta", "replace"])}");
            var distinct = json.Boolean("distinct") ?? false;
            json.Done();
            return table is null || source is null
                ? null
                : new TableMapping(path, table, source, alias, joins, where, columns, distinct, mode is null ? null : mode == "replace");
        }

        private JoinMapping Join(JsonElement element, string path, List<string> aliases)
        {
            var json = new JsonObjectReader(element, path, problems);
            var source = SourceOf(json, "source") ?? "";
            var alias = json.Text("as") ?? source;
            var on = new List<(string, Expression)>();
            foreach (var (column, value, onPath) in json.Entries("on"))
            {
                if (Expression(value, onPath, aliases) is { } expression)
                    on.Add((column, expression));
            }

            if (on.Count == 0 && !json.Has("on"))
                json.Fail("on", "'on' is missing: which column of the looked-up source must equal what, e.g. { \"ProductID\": \"ProductID\" }.");
            var where = Optional(json, "where", [alias]);
            var match = json.Text("match");
            if (match is not (null or "only" or "first"))
                json.Fail("match", $"match is only (several matches are reported) or first (the first one is taken), not '{match}'.");
            var join = new JoinMapping(path, source, alias, on, where, json.Boolean("optional") ?? false, match == "first");
            json.Done();
            if (aliases.Contains(alias))
                json.Fail("as", $"The name '{alias}' is taken already. Maybe give the lookup another one: \"as\": \"{alias}2\".");
            aliases.Add(alias);
            return join;
        }

        private ColumnMapping Column(ColumnDefinition target, JsonElement element, string path, List<string> aliases)
        {
            if (element.ValueKind != JsonValueKind.Object)
                return new ColumnMapping(path, target, Expression(element, path, aliases) ?? new Literal(1, default), 1, null, null);
            var json = new JsonObjectReader(element, path, problems);
            var ways = new[] { "column", "constant", "expression" }.Where(json.Has).ToList();
            if (ways.Count != 1)
                json.Fail("", ways.Count == 0 ? "One of column, constant or expression is missing." : $"Only one of {string.Join(" and ", ways)} can fill the column.");
            Expression value = new Literal(1, default);
            if (json.Text("column") is { } column)
                value = Checked(new ColumnReference(1, null, column), json.PathOf("column"), aliases);
            if (json.Element("constant") is { } constant)
                value = new Literal(1, Constant(constant, json.PathOf("constant")));
            if (json.Element("expression") is { } text)
                value = Expression(text, json.PathOf("expression"), aliases) ?? value;
            var factor = json.Number("factor") ?? 1;
            var words = json.Element("values") switch
            {
                null => null,
                { ValueKind: JsonValueKind.String } list => Named(list.GetString()!, json.PathOf("values")),
                { } list => Words(list, json.PathOf("values")),
            };
            var fallback = Optional(json, "fallback", aliases);
            json.Done();
            return new ColumnMapping(path, target, value, factor, words, fallback);
        }

        private FrozenDictionary<string, string>? Named(string list, string path)
        {
            if (_words.TryGetValue(list, out var words))
                return words;
            problems.Add(new MappingProblem(path, $"There is no list '{list}' under \"values\".{NearestName.MaybeHint(list, _words.Keys)}"));
            return null;
        }

        private string? SourceOf(JsonObjectReader json, string property)
        {
            if (json.Text(property, required: true) is not { } source)
                return null;
            if (_sources.ContainsKey(source))
                return source;
            json.Fail(property, $"There is no source '{source}'.{NearestName.MaybeHint(source, _sources.Keys)}");
            return null;
        }

        private Expression? Optional(JsonObjectReader json, string name, List<string> aliases) =>
            json.Element(name) is { } element ? Expression(element, json.PathOf(name), aliases) : null;

        /// <summary>A text is an expression; a number, true or false is a constant.</summary>
        private Expression? Expression(JsonElement element, string path, List<string> aliases)
        {
            if (element.ValueKind != JsonValueKind.String)
                return new Literal(1, Constant(element, path));
            try
            {
                return Checked(ExpressionParser.Parse(element.GetString()!), path, aliases);
            }
            catch (ExpressionException error)
            {
                problems.Add(new MappingProblem(path, error.Message));
                return null;
            }
        }

        private Expression Checked(Expression expression, string path, List<string> aliases)
        {
            foreach (var column in expression.Columns().Where(c => c.Source is not null && !aliases.Contains(c.Source)))
            {
                var later = aliases.Count > 0 && _sources.ContainsKey(column.Source!) ? " Maybe its join is missing, or stands further down." : "";
                problems.Add(new MappingProblem(path,
                    $"'{column}', position {column.Position}: there is no source '{column.Source}' here.{NearestName.MaybeHint(column.Source!, aliases)}{later}"));
            }

            foreach (var parameter in expression.Parameters().Where(p => !_parameters.ContainsKey(p.Name)))
            {
                problems.Add(new MappingProblem(path,
                    $"'@{parameter.Name}', position {parameter.Position}: there is no parameter '{parameter.Name}'.{NearestName.MaybeHint(parameter.Name, _parameters.Keys)}"));
            }

            foreach (var call in Calls(expression).Where(c => c.Function.Name == "lookup" && c.Arguments[1] is Literal))
                _ = Named(((Literal)call.Arguments[1]).Value.ToString(), path);
            return expression;
        }

        private static IEnumerable<Call> Calls(Expression expression) => expression switch
        {
            Call call => call.Arguments.SelectMany(Calls).Prepend(call),
            Operation operation => operation.Operands.SelectMany(Calls),
            _ => [],
        };
    }
}
