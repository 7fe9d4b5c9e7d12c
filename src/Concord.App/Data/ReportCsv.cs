using System.Globalization;
using Concord.Planning.Data;
using CsvHelper;

namespace Concord.App.Data;

/// <summary>
/// Writes a report as CSV: dates as yyyy-MM-dd, numbers with a point, nothing for no value; text that a spreadsheet would take for a formula gets an apostrophe. Rounded here and nowhere before:
/// quantities to 6 decimals, money to 2.
/// </summary>
internal static class ReportCsv
{
    private const int Decimals = 6, MoneyDecimals = 2;

    public static void Write(CsvWriter csv, ReportTable table)
    {
        csv.WriteHeader([.. table.Columns.Select(c => c.Name)]);
        foreach (var row in table.Rows)
        {
            for (var i = 0; i < row.Count; i++)
            {
                switch (row[i])
                {
                    case double number when double.IsFinite(number):
                        csv.WriteField(Math.Round(number, table.Columns[i].Format == ReportFormat.Money ? MoneyDecimals : Decimals) + 0d, "R");
                        break;
                    case int or long:
                        csv.WriteField(Convert.ToDouble(row[i], CultureInfo.InvariantCulture), "R");
                        break;
                    case DateOnly day:
                        csv.WriteField(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                        break;
                    case bool truth:
                        csv.WriteField(truth ? "true" : "false");
                        break;
                    default:
                        csv.WriteField(row[i] as string);
                        break;
                }
            }

            csv.EndRecord();
        }
    }
}
