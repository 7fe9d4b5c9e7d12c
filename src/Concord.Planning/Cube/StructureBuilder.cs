using Concord.Planning.Data;
using Concord.Planning.Data.Calendar;
using Concord.Planning.Data.Measures;

namespace Concord.Planning.Cube;

/// <summary>Makes the structure of a plan from the master data of a dataset.</summary>
public static class StructureBuilder
{
    /// <summary>
    /// Gives every series of the catalogs its attributes and units as the dataset has them. Series whose item, location, supplier, resource or lane is not in
    /// the master data (any more) are not part of the plan; their numbers stay theirs. The sales history is read only when a price is asked for that no price
    /// row gives.
    /// </summary>
    /// <param name="dataset">Kept, as its prices are read when first asked for.</param>
    /// <param name="calendar">The buckets.</param>
    /// <param name="horizon">Must start inside of the calendar.</param>
    /// <param name="catalogs">The series by grain, without <see cref="Grain.Bucket"/>.</param>
    /// <param name="currency">The reporting currency, an ISO 4217 code.</param>
    public static PlanStructure Build(
        Dataset dataset, PlanningCalendar calendar, Horizon horizon, IReadOnlyDictionary<Grain, SeriesCatalog> catalogs, string currency)
    {
        var attributes = new StructureAttributes(dataset);
        var conversions = new UnitConversions(dataset.Rows<UnitConversion>());
        var prices = new StructurePrices(dataset, conversions, new CurrencyRates(dataset.Rows<ExchangeRate>()), currency);
        var items = dataset.Rows<Item>().DistinctBy(i => i.Id).ToDictionary(i => i.Id.Value, StringComparer.Ordinal);
        var factors = new Dictionary<string, double>(StringComparer.Ordinal);
        var spaces = catalogs.ToDictionary(
            c => c.Key, c => new SeriesSpace(attributes.Of(c.Value), Units(c.Value, items, conversions, factors, currency, prices.Of(c.Value, calendar))));
        return new PlanStructure(calendar, horizon, spaces) { Titles = attributes.Titles };
    }

    private static SeriesUnits Units(
        SeriesCatalog catalog, Dictionary<string, Item> items, UnitConversions conversions, Dictionary<string, double> factors, string currency, Func<int, double[]> prices)
    {
        var baseUnitOf = new int[catalog.Count];
        var planningUnitOf = new int[catalog.Count];
        var planningFactors = new double[catalog.Count];
        Array.Fill(baseUnitOf, -1);
        Array.Fill(planningUnitOf, -1);
        Array.Fill(planningFactors, double.NaN);
        if (!catalog.Grain.HasFlag(Grain.Item))
            return new SeriesUnits([], baseUnitOf, [], planningUnitOf, planningFactors, currency, prices);

        // The item is the first key of every grain that has it.
        var members = catalog.Members(0);
        var (baseUnits, planningUnits) = (new Names(), new Names());
        var (baseOf, planningOf, factorOf) = (new int[members.Length], new int[members.Length], new double[members.Length]);
        for (var item = 0; item < members.Length; item++)
        {
            (baseOf[item], planningOf[item], factorOf[item]) = (-1, -1, double.NaN);
            if (!items.TryGetValue(members[item], out var known))
                continue;
            var planningUnit = known.PlanningUnit ?? known.Unit;
            baseOf[item] = baseUnits.Code(known.Unit.Value, known.Category);
            planningOf[item] = planningUnits.Code(planningUnit.Value, known.PlanningUnit is null ? known.Category : null);
            if (!factors.TryGetValue(members[item], out factorOf[item]))
                factors[members[item]] = factorOf[item] = conversions.Factor(known.Id, known.Unit, planningUnit) ?? double.NaN;
        }

        var codes = catalog.Codes(0);
        for (var series = 0; series < codes.Length; series++)
        {
            var item = codes[series];
            (baseUnitOf[series], planningUnitOf[series], planningFactors[series]) = (baseOf[item], planningOf[item], factorOf[item]);
        }

        return new SeriesUnits(baseUnits.All, baseUnitOf, planningUnits.All, planningUnitOf, planningFactors, currency, prices);
    }

    /// <summary>
    /// Numbers units from 0, in the order in which they come. A unit in which unlike items do not add up, because it only counts them, has a number for each
    /// category: bikes and tyres are both counted in pieces, and are no pieces together.
    /// </summary>
    private sealed class Names
    {
        private readonly Dictionary<(string Unit, string? Category), int> _codes = [];

        public string[] All => [.. _codes.Keys.Select(k => k.Unit)];

        public int Code(string unit, string? category)
        {
            if (!_codes.TryGetValue((unit, category), out var code))
                _codes.Add((unit, category), code = _codes.Count);
            return code;
        }
    }
}
