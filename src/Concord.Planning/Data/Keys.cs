namespace Concord.Planning.Data;

/// <summary>A key of the data model, so that an item can never be passed where a location is meant. The text is compared by ordinal, case counts.</summary>
public readonly record struct ItemId(string Value)
{
    public override string ToString() => Value;
}

/// <inheritdoc cref="ItemId"/>
public readonly record struct LocationId(string Value)
{
    public override string ToString() => Value;
}

/// <inheritdoc cref="ItemId"/>
public readonly record struct CustomerId(string Value)
{
    public override string ToString() => Value;
}

/// <inheritdoc cref="ItemId"/>
public readonly record struct SupplierId(string Value)
{
    public override string ToString() => Value;
}

/// <inheritdoc cref="ItemId"/>
public readonly record struct ResourceId(string Value)
{
    public override string ToString() => Value;
}

/// <inheritdoc cref="ItemId"/>
public readonly record struct UnitId(string Value)
{
    public override string ToString() => Value;
}
