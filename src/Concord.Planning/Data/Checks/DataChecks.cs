using System.Collections.Frozen;

namespace Concord.Planning.Data.Checks;

/// <summary>All checks over a dataset. Reasons for which single rows are rejected at import are in <see cref="RowChecks"/>.</summary>
public static class DataChecks
{
    /// <summary>By area, then by dimension and code: the order of results, findings and docs/checks.md.</summary>
    public static IReadOnlyList<DataCheck> All { get; } =
    [
        .. ((DataCheck[])
        [
            new ItemWithoutFamily(), new ItemWithoutCategory(), new PlanningUnitUnconvertible(), new LifecycleDatesReversed(), new StageContradictsDates(),
            new LaunchWithoutModel(), new RelationToItself(), new PalletQuantityMissing(), new RestrictionMemberUnknown(),
            new ConversionNotPositive(), new ConversionNotInverse(), new ConversionsInconsistent(),
            new ItemUnreachable(), new LaneToItself(), new LaneWithoutLeadTime(), new LaneLeadTimeNegative(), new LocationWithoutStorage(),
            new StockPolicyContradicts(), new CustomerWithoutChannel(), new CustomerWithoutRegion(), new CustomerWithoutSegment(),
            new BillCycleCheck(), new MadeItemWithoutBill(), new BillComponentEnded(), new BillUnitUnconvertible(), new BillValidityOverlap(), new BillQuantityZero(),
            new MadeItemWithoutRouting(), new ResourceWithoutCalendar(), new CalendarWeekdaysImpossible(), new CalendarOver24Hours(),
            new LabourWithoutHeadcount(), new CapacityExceptionLong(), new RoutingAtOtherLocation(), new YieldLow(), new RoutingWithoutHours(),
            new BoughtItemWithoutSupplier(), new SupplierInactive(), new SupplierForMadeItem(), new SupplierLeadTimeMissing(), new SupplierLeadTimeNegative(),
            new SupplierLeadTimeLong(), new OrderQuantitiesContradict(), new MinimumNotAMultiple(), new SupplierUnitUnconvertible(), new SupplierPriceMissing(),
            new PurchasePriceFarFromCost(), new PriceBreakDearer(), new SupplyEventWithoutEffect(),
            new StockNegative(), new StockExpired(), new StockAfterCutOff(), new StockStale(), new StockWithoutDate(), new StockUnitUnconvertible(), new StockWhereBlocked(),
            new SalesOrderPastDue(), new ReceiptPastDue(), new OrderDueBeforeOrdered(), new MoreDoneThanOrdered(), new OrderForEndedItem(), new OrderUnitUnconvertible(),
            new SalesOrderWithoutLocation(),
            new HistoryGap(), new HistoryMonthEmpty(), new HistoryOutlier(), new HistoryShort(), new ActiveWithoutSales(), new SoldAfterEnd(), new SoldBeforeLaunch(),
            new DueDateMissing(), new HistoryStale(), new FactsAfterCutOff(), new HistoryUnitUnconvertible(), new SalesPriceFarFromList(),
            new EventMemberUnknown(), new EventWithoutEffect(), new EventWithoutEnd(), new ForecastInThePast(), new IndicatorStale(),
            new FinishedGoodWithoutPrice(), new ItemWithoutCost(), new PriceBelowCost(), new PricesOverlap(), new CostsOverlap(), new PriceNotPositive(),
            new CostNotPositive(), new VariableCostAboveCost(), new CostStale(), new PriceMemberUnknown(),
            new CurrencyCodeInvalid(), new CurrencyWithoutRate(), new ExchangeRateStale(), new ExchangeRateGap(), new ExchangeRateNotPositive(), new ExchangeRateNotInverse(),
            new BudgetMonthsMissing(), new BudgetWithoutCurrency(), new BudgetMonthNotFirstDay(), new BudgetMemberUnknown(),
            .. ValidityReversed.Areas.Select(area => new ValidityReversed(area)),
            .. ReferenceGone.Areas.Select(area => new ReferenceGone(area)),
        ]).OrderBy(c => c.Definition.Area).ThenBy(c => c.Definition.Dimension).ThenBy(c => c.Definition.Code, StringComparer.Ordinal),
    ];

    private static readonly FrozenDictionary<string, CheckDefinition> ByCode =
        All.Select(c => c.Definition).Concat(RowChecks.All).ToFrozenDictionary(d => d.Code, StringComparer.Ordinal);

    /// <summary>What a finding's or a rejected row's code means.</summary>
    /// <exception cref="ArgumentException">No such code; the message lists a near one.</exception>
    public static CheckDefinition Definition(string code) =>
        ByCode.TryGetValue(code, out var definition)
            ? definition
            : throw new ArgumentException($"There is no check '{code}'.{NearestName.MaybeHint(code, ByCode.Keys)}", nameof(code));

    /// <summary>
    /// Runs all checks, several at a time. The results are in the order of <see cref="All"/> and the same for the same dataset, whatever the number of threads.
    /// </summary>
    /// <param name="progress">Gets the share of checks done, 0 to 1.</param>
    /// <exception cref="OperationCanceledException">Cancelled between two checks, or between two batches of a fact table.</exception>
    public static IReadOnlyList<CheckResult> Run(Dataset dataset, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var scope = new CheckScope(dataset, cancellationToken);
        var results = new CheckResult[All.Count];
        var done = 0;
        Parallel.For(0, All.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            results[i] = Run(All[i], scope);
            progress?.Report(Interlocked.Increment(ref done) / (double)All.Count);
        });
        return FindingOrigins.Attach(dataset, results, cancellationToken);
    }

    /// <summary>Runs one check.</summary>
    public static CheckResult Run(DataCheck check, CheckScope scope)
    {
        var report = new CheckReport(check.Definition);
        check.Run(scope, report);
        return report.Result();
    }
}
