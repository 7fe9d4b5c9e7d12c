namespace Concord.Storage.Demo;

/// <summary>What a family is like. All values are per base unit of a middling item of it.</summary>
/// <param name="Plant">0 = Larkmoor works, 1 = Brookfield works.</param>
/// <param name="Line">Resource of final assembly; null for traded families, which are bought.</param>
/// <param name="AssemblyAt">Resource that makes the semi-finished items.</param>
/// <param name="ComponentAt">Resource that makes the components.</param>
/// <param name="Value">Target material cost [EUR].</param>
/// <param name="Weight">[kg]</param>
/// <param name="Volume">[m³]</param>
/// <param name="LineSize">Usual quantity of an order line, 1 = that of the channel.</param>
/// <param name="Equivalent">Garden equivalents of one unit (planning unit GEQ).</param>
/// <param name="Popularity">Order lines, 1 = average.</param>
/// <param name="Growth">Trend, share per year.</param>
/// <param name="CaseSize">Units per case; 1 = not sold by the case.</param>
/// <param name="ShelfLife">Days; 0 = keeps.</param>
/// <param name="Bulk">True when the semi-finished items are mixtures measured in kg.</param>
/// <param name="Work">Machine work in final assembly, relative to other families of the line.</param>
internal sealed record FamilyTemplate(
    string Code, string Name, string Noun, string Category, int Plant, string? Line, string? AssemblyAt, string? ComponentAt, Season Season,
    double Value, double Weight, double Volume, double LineSize, double Equivalent, double Popularity, double Growth,
    int CaseSize, int ShelfLife, bool Bulk, double Work, string Raw1, string Raw2);

internal enum Season { Spring, EarlySpring, Summer, Autumn, Winter, Flat }

/// <summary>One family of the company at its scale: a template, or a later series of one.</summary>
internal sealed record DemoFamily(int Index, string Code, string Name, FamilyTemplate Template);

/// <summary>The product range: 24 families at scale 1, round(24 √scale) at larger scales (templates repeat as further series).</summary>
internal static class DemoFamilies
{
    private static readonly FamilyTemplate[] Templates =
    [
        new("MOW", "Electric mowers", "Electric mower", "Lawn machines", 0, "P1-ASM1", "P1-MOTOR", "P1-PRESS", Season.Spring, 105, 19, .21, .35, 1, 1.3, .05, 1, 0, false, 1, "RM-STEEL", "RM-COPPER"),
        new("HTR", "Hedge trimmers", "Hedge trimmer", "Handheld power tools", 0, "P1-ASM2", "P1-MOTOR", "P1-PRESS", Season.Summer, 42, 3.8, .03, .6, .45, 1.2, .03, 1, 0, false, .5, "RM-STEEL", "RM-COPPER"),
        new("FER", "Lawn fertilisers", "Lawn fertiliser", "Lawn care", 1, "P2-FILL", "P2-LAB", "P2-LAB", Season.EarlySpring, 6.2, 10, .012, 2.2, .12, 1.5, .04, 1, 540, true, 1, "RM-UREA", "RM-POTASH"),
        new("SPA", "Spades and forks", "Spade", "Hand tools", 1, "P2-ASM3", "P2-LAB", "P2-FORGE", Season.Spring, 9.5, 2.2, .012, 1.6, .12, 1.1, .01, 6, 0, false, .35, "RM-STEEL", "RM-ASH"),
        new("GRI", "Grills", "Grill", "Outdoor living", 1, "P2-ASM3", "P2-LAB", "P2-MOULD", Season.Summer, 88, 24, .24, .35, .9, .9, .06, 1, 0, false, 1.3, "RM-STEEL", "RM-PP"),
        new("RMW", "Robotic mowers", "Robotic mower", "Lawn machines", 0, "P1-ASM1", "P1-MOTOR", "P1-PRESS", Season.Spring, 310, 12, .11, .2, 2.2, .8, .09, 1, 0, false, 1.5, "RM-ALU", "RM-COPPER"),
        new("GTR", "Grass trimmers", "Grass trimmer", "Handheld power tools", 0, "P1-ASM2", "P1-MOTOR", "P1-PRESS", Season.Summer, 33, 3.1, .03, .7, .4, 1.2, .03, 1, 0, false, .45, "RM-STEEL", "RM-COPPER"),
        new("SEE", "Grass seed", "Grass seed", "Lawn care", 1, "P2-FILL", "P2-LAB", "P2-LAB", Season.EarlySpring, 11, 5, .009, 2, .1, 1.3, .02, 1, 720, true, .6, "RM-RYE", "RM-FESCUE"),
        new("PRU", "Pruners and loppers", "Pruner", "Hand tools", 1, "P2-ASM3", "P2-LAB", "P2-FORGE", Season.Flat, 8.2, .6, .003, 1.8, .1, 1.3, .02, 12, 0, false, .3, "RM-STEEL", "RM-ALU"),
        new("HEA", "Patio heaters", "Patio heater", "Outdoor living", 1, "P2-ASM3", "P2-LAB", "P2-MOULD", Season.Winter, 74, 16, .16, .35, .8, .6, -.02, 1, 0, false, 1.1, "RM-STEEL", "RM-PP"),
        new("RID", "Ride-on mowers", "Ride-on mower", "Lawn machines", 0, "P1-ASM1", "P1-MOTOR", "P1-PRESS", Season.Spring, 820, 175, 1.6, .12, 5, .4, .01, 1, 0, false, 4, "RM-STEEL", "RM-ALU"),
        new("CHS", "Chainsaws", "Chainsaw", "Handheld power tools", 0, "P1-ASM2", "P1-MOTOR", "P1-PRESS", Season.Autumn, 76, 5.4, .04, .45, .6, 1, .02, 1, 0, false, .8, "RM-ALU", "RM-COPPER"),
        new("SOI", "Potting soils", "Potting soil", "Lawn care", 1, "P2-FILL", "P2-LAB", "P2-LAB", Season.EarlySpring, 2.9, 14, .04, 2.6, .08, 1.2, .03, 1, 0, true, .7, "RM-PEAT", "RM-COMPOST"),
        new("RAK", "Rakes and brooms", "Rake", "Hand tools", 1, "P2-ASM3", "P2-LAB", "P2-FORGE", Season.Autumn, 6.4, 1.3, .014, 1.6, .1, 1, 0, 6, 0, false, .25, "RM-STEEL", "RM-ASH"),
        new("IRR", "Irrigation sets", "Irrigation set", "Watering", 1, "P2-ASM3", "P2-LAB", "P2-MOULD", Season.Summer, 21, 2.4, .02, .9, .25, 1.1, .07, 4, 0, false, .5, "RM-PP", "RM-ABS"),
        new("BLO", "Leaf blowers", "Leaf blower", "Handheld power tools", 0, "P1-ASM2", "P1-MOTOR", "P1-PRESS", Season.Autumn, 46, 3.6, .04, .5, .5, .9, .04, 1, 0, false, .55, "RM-STEEL", "RM-COPPER"),
        new("SCA", "Scarifiers", "Scarifier", "Lawn machines", 0, "P1-ASM1", "P1-MOTOR", "P1-PRESS", Season.EarlySpring, 92, 15, .14, .3, .9, .7, .02, 1, 0, false, .9, "RM-STEEL", "RM-COPPER"),
        new("SNO", "Snow shovels", "Snow shovel", "Hand tools", 1, "P2-ASM3", "P2-LAB", "P2-FORGE", Season.Winter, 7.4, 1.8, .03, 1.8, .12, .7, -.03, 6, 0, false, .25, "RM-ALU", "RM-ASH"),
        new("HOS", "Hoses and reels", "Hose reel", "Watering", 1, "P2-ASM3", "P2-LAB", "P2-MOULD", Season.Summer, 17, 6, .05, .9, .25, 1.1, .02, 1, 0, false, .4, "RM-PP", "RM-ABS"),
        new("BAT", "Batteries and chargers", "Battery", "Handheld power tools", 0, "P1-ASM2", "P1-MOTOR", "P1-PRESS", Season.Flat, 38, .9, .003, .8, .3, 1.3, .09, 1, 0, false, .25, "RM-ALU", "RM-COPPER"),
        new("PRW", "Pressure washers", "Pressure washer", "Outdoor living", 1, "P2-ASM3", "P2-LAB", "P2-MOULD", Season.Spring, 68, 11, .09, .45, .75, .9, .04, 1, 0, false, 1, "RM-ABS", "RM-PP"),
        new("GLO", "Gloves and workwear", "Gloves", "Accessories", 1, null, null, null, Season.Flat, 3.8, .15, .001, 2.4, .04, 1.2, .01, 12, 0, false, 0, "", ""),
        new("SHR", "Garden shredders", "Shredder", "Handheld power tools", 0, "P1-ASM2", "P1-MOTOR", "P1-PRESS", Season.Autumn, 96, 21, .17, .3, .9, .5, -.01, 1, 0, false, 1, "RM-STEEL", "RM-COPPER"),
        new("LIG", "Garden lighting", "Garden light", "Accessories", 1, null, null, null, Season.Autumn, 12, .8, .006, 1.3, .1, .8, .05, 6, 0, false, 0, "", ""),
    ];

    public const int PerScaleOne = 24;

    public static DemoFamily[] For(int scale)
    {
        var count = (int)Math.Round(PerScaleOne * Math.Sqrt(scale), MidpointRounding.AwayFromZero);
        var families = new DemoFamily[count];
        for (var i = 0; i < count; i++)
        {
            var template = Templates[i % Templates.Length];
            var series = (i / Templates.Length) + 1;
            families[i] = series == 1
                ? new DemoFamily(i, template.Code, template.Name, template)
                : new DemoFamily(i, $"{template.Code}{series}", $"{template.Name} series {series}", template);
        }

        return families;
    }

    /// <summary>Month indices January to December; each profile's mean is 1.</summary>
    public static double[] Profile(Season season) => season switch
    {
        Season.Spring => [.50, .80, 1.40, 1.80, 1.70, 1.30, 1.00, .80, .80, .60, .60, .70],
        Season.EarlySpring => [.45, .95, 1.80, 2.00, 1.50, .95, .70, .80, 1.10, .80, .50, .45],
        Season.Summer => [.45, .55, .80, 1.20, 1.65, 1.85, 1.75, 1.35, .90, .60, .45, .45],
        Season.Autumn => [.70, .65, .70, .80, .80, .70, .80, 1.00, 1.50, 1.85, 1.60, .90],
        Season.Winter => [1.85, 1.30, .70, .45, .35, .30, .40, .60, 1.05, 1.50, 1.70, 1.80],
        _ => [.90, .90, 1.05, 1.10, 1.10, 1.05, .95, .90, 1.00, 1.00, 1.00, 1.05],
    };
}
