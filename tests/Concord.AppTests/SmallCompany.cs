using System.Globalization;
using System.Text;

namespace Concord.AppTests;

/// <summary>A company of two bikes made from a wheel and a frame, as canonical CSV: small enough to count by hand.</summary>
internal static class SmallCompany
{
    public static readonly (string Name, string Text) Units = ("units.csv", "unit,description\nEA,Each\nBIKE-EQ,Bike equivalent\n");

    public static readonly (string Name, string Text) Items = ("items.csv",
        """
        item,description,type,source,unit,planning_unit,category,family
        ROAD-1,Road bike,finished_good,make,EA,BIKE-EQ,Bikes,Road Bikes
        CITY-1,City bike,finished_good,make,EA,BIKE-EQ,Bikes,City Bikes
        WHEEL,Wheel,component,buy,EA,,Parts,Wheels
        FRAME,Frame,semi_finished,make,EA,,Parts,Frames

        """);

    public static readonly (string Name, string Text) Conversions = ("unit_conversions.csv", "item,from_unit,to_unit,factor\nROAD-1,EA,BIKE-EQ,1\nCITY-1,EA,BIKE-EQ,0.5\n");

    public static readonly (string Name, string Text) Locations = ("locations.csv", "location,description,type,region\nP1,Plant,plant,North\nW1,Warehouse,warehouse,South\n");

    public static readonly (string Name, string Text) Customers = ("customers.csv", "customer,channel,region,location\nC1,Retail,North,W1\nC2,Online,South,\n");

    public static readonly (string Name, string Text) Suppliers = ("suppliers.csv", "supplier,description\nS1,Wheels & Co\n");

    public static readonly (string Name, string Text) SupplierItems = ("supplier_items.csv", "supplier,item,location,lead_time_days\nS1,WHEEL,P1,14\n");

    public static readonly (string Name, string Text) Lanes = ("lanes.csv", "from_location,to_location,mode,lead_time_days,cost_per_pallet\nP1,W1,road,2,35\n");

    public static readonly (string Name, string Text) Bills = ("bills_of_material.csv",
        "item,component,quantity\nROAD-1,WHEEL,2\nROAD-1,FRAME,1\nCITY-1,WHEEL,2\nFRAME,WHEEL,1\n");

    public static readonly (string Name, string Text) Stock = ("stock.csv", "item,location,quantity,stock_date\nWHEEL,P1,40,2026-03-31\nROAD-1,W1,7,2026-03-31\n");

    /// <summary>Five good order lines and two bad ones: an unknown item in line 7, a date that is none in line 8.</summary>
    public static readonly (string Name, string Text) Sales = ("sales_history.csv",
        """
        order,line,item,customer,location,order_date,quantity
        O1,1,ROAD-1,C1,W1,2026-01-15,10
        O2,1,ROAD-1,C1,W1,2026-02-10,12
        O3,1,CITY-1,C2,W1,2026-02-11,4
        O4,1,CITY-1,C1,,2026-03-02,6
        O5,1,ROAD-1,C2,,2026-03-20,8
        O6,1,ROAD-2,C1,W1,2026-03-21,3
        O7,1,CITY-1,C1,W1,31.02.2026,5

        """);

    public static readonly (string Name, string Text)[] MasterData =
        [Units, Items, Conversions, Locations, Customers, Suppliers, SupplierItems, Lanes, Bills];

    public static readonly (string Name, string Text)[] All = [.. MasterData, Stock, Sales];

    /// <summary>Sales history of any length, for imports that take their time.</summary>
    public static (string Name, string Text) LongHistory(int rows, string prefix = "L")
    {
        var text = new StringBuilder("order,line,item,customer,location,order_date,quantity\n", rows * 45);
        for (var i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{prefix}{i},1,{(i % 3 == 0 ? "CITY-1" : "ROAD-1")},C{1 + (i % 2)},W1,2026-0{1 + (i % 3)}-{1 + (i % 28):00},{1 + (i % 9)}\n");
        }

        return ("sales_history.csv", text.ToString());
    }
}
