using System.IO.Compression;
using System.Xml;

namespace Concord.Storage.Data.Sources;

/// <summary>
/// The cells of a sheet that hold an error (#N/A), or a formula whose value was never saved. The workbook reader shows both as empty cells, and an empty cell has a
/// meaning of its own: a default, or "for all".
/// </summary>
internal static class BrokenCells
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true, IgnoreProcessingInstructions = true };

    /// <param name="workbook">A workbook that <see cref="WorkbookGuard"/> has looked at.</param>
    /// <returns>What is wrong, by row (from 1) and column (from 0). Empty where the workbook's parts lie at unusual places.</returns>
    /// <exception cref="XmlException">The sheet is damaged.</exception>
    /// <exception cref="InvalidDataException">The workbook is damaged.</exception>
    public static IReadOnlyDictionary<(int Row, int Column), string> Of(Stream workbook, string sheet)
    {
        using var zip = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);
        var broken = new Dictionary<(int, int), string>();
        if (Part(zip, sheet) is not { } part)
            return broken;
        using var stream = part.Open();
        using var xml = XmlReader.Create(stream, Settings);
        var (row, column) = (0, -1);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || !IsSheetPart(xml))
                continue;
            if (xml.LocalName == "row")
            {
                row = int.TryParse(xml.GetAttribute("r"), out var number) ? number : row + 1;
                column = -1;
            }
            else if (xml.LocalName == "c")
            {
                column = xml.GetAttribute("r") is { } place && ColumnOf(place) is >= 0 and var stated ? stated : column + 1;
                if (Problem(xml) is { } problem)
                    broken[(row, column)] = problem;
            }
        }

        return broken;
    }

    /// <summary>What is wrong with the cell the reader stands on; it stands on the cell's end afterwards.</summary>
    private static string? Problem(XmlReader xml)
    {
        if (xml.IsEmptyElement)
            return null;
        var isError = xml.GetAttribute("t") == "e";
        var (depth, formula, value, inValue, error) = (xml.Depth, false, false, false, "");
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                formula |= xml.LocalName == "f";
                inValue = xml.LocalName == "v" && !xml.IsEmptyElement;
                value |= xml.LocalName is "v" or "is";
            }
            else if (isError && inValue && xml.NodeType == XmlNodeType.Text && error.Length == 0)
            {
                error = Known(xml.Value);
            }
        }

        if (isError)
            return $"The cell holds the error {(error.Length > 0 ? error : "of a formula")}. Maybe the workbook's formula refers to something that is gone.";
        return formula && !value ? "The cell holds a formula without its value. Maybe a program wrote the workbook; open it in the spreadsheet program and save it." : null;
    }

    /// <summary>One text object for each kind of error, however many cells have it.</summary>
    private static string Known(string error) => error switch
    {
        "#NULL!" => "#NULL!",
        "#DIV/0!" => "#DIV/0!",
        "#VALUE!" => "#VALUE!",
        "#REF!" => "#REF!",
        "#NAME?" => "#NAME?",
        "#NUM!" => "#NUM!",
        "#N/A" => "#N/A",
        _ => "",
    };

    private static bool IsSheetPart(XmlReader xml) => xml.NamespaceURI.EndsWith("/main", StringComparison.Ordinal);

    /// <summary>0 for A1; -1 where the text starts with no column.</summary>
    private static int ColumnOf(string place)
    {
        var column = 0;
        foreach (var sign in place)
        {
            if (sign is < 'A' or > 'Z' || column > 1 << 20)
                break;
            column = (column * 26) + sign - 'A' + 1;
        }

        return column - 1;
    }

    private static ZipArchiveEntry? Part(ZipArchive zip, string sheet)
    {
        var id = Elements(zip, "xl/workbook.xml", "sheet").Where(a => a.GetValueOrDefault("name") == sheet).Select(a => a.GetValueOrDefault("id")).FirstOrDefault();
        var target = Elements(zip, "xl/_rels/workbook.xml.rels", "Relationship").Where(a => id is not null && a.GetValueOrDefault("Id") == id).Select(a => a.GetValueOrDefault("Target")).FirstOrDefault();
        return target is null ? null : zip.GetEntry(target.StartsWith('/') ? target[1..] : "xl/" + target);
    }

    /// <summary>The attributes, by local name, of every element of a name.</summary>
    private static List<Dictionary<string, string>> Elements(ZipArchive zip, string part, string name)
    {
        var found = new List<Dictionary<string, string>>();
        if (zip.GetEntry(part) is not { } entry)
            return found;
        using var stream = entry.Open();
        using var xml = XmlReader.Create(stream, Settings);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != name)
                continue;
            var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
            while (xml.MoveToNextAttribute())
                attributes[xml.LocalName] = xml.Value;
            found.Add(attributes);
        }

        return found;
    }
}
