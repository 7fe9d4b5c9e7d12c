using Concord.App.Api;
using Concord.App.Cycles;
using Concord.App.Data;
using Concord.App.Jobs;
using Concord.App.Plans;
using Concord.App.Security;
using Concord.Storage.Cycles;
using Concord.Storage.Data;
using Concord.Storage.Scenarios;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;

namespace Concord.App;

/// <param name="DataFolder">Where the database and the uploads lie; made when it is not there.</param>
/// <param name="Urls">Addresses to listen on, separated by semicolons.</param>
/// <param name="Demo">True to fill an empty data folder with the demo company.</param>
/// <param name="MaxUploadBytes">Most bytes of one upload, over all its files.</param>
internal sealed record ServerSettings(string DataFolder, string Urls, bool Demo, long MaxUploadBytes)
{
    /// <summary>Names by which others reach the server, for the Host header.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>A PFX file with certificate and key; null for plain http.</summary>
    public string? Certificate { get; init; }

    /// <summary>True when something in front of the server speaks https for it.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>True when nobody but this machine can reach the server.</summary>
    public bool OnlyThisMachine => Hosts.Count == 0 && !AllowHttp && Addresses.AreLoopback(Urls);

    public const string DefaultUrls = "http://127.0.0.1:5080";

    public const long DefaultMaxUploadBytes = 4L << 30;
}

/// <summary>Puts the server together: storage, jobs, protection, API, and the web app's files.</summary>
internal static class Server
{
    public static WebApplication Build(ServerSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            if (settings.Certificate is { } file)
                kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = Certificate.Load(file));
            // No "Kestrel" section of a configuration may add addresses to those that were checked.
            kestrel.Configure(new ConfigurationBuilder().Build());
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 32 << 20;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)
            // It warns that keys lie unencrypted in the data folder: so does the database beside them.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(4));
        services.ConfigureHttpJsonOptions(json => JsonFormat.Configure(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddExceptionHandler<Problems>();
        services.AddResponseCompression(compression => compression.MimeTypes = ResponseCompressionDefaults.MimeTypes.Concat(["application/problem+json", "text/csv"]));
        services.AddConcordOpenApi();
        services.AddConcordSecurity(settings);
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(p => DataStore.Open(settings.DataFolder, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Importer>();
        services.AddSingleton<LiveData>();
        services.AddSingleton<CheckRuns>();
        services.AddSingleton<SnapshotMaker>();
        services.AddSingleton<MappingShelf>();
        services.AddSingleton<UploadFolder>();
        services.AddSingleton<JobQueue>();
        services.AddHostedService(p => p.GetRequiredService<JobQueue>());
        services.AddSingleton<ImportJobs>();
        services.AddSingleton<CheckJobs>();
        services.AddSingleton<RepairJobs>();
        services.AddSingleton<DemoJobs>();
        services.AddSingleton<IPlanStore>(p => new SqlitePlanStore(p.GetRequiredService<DataStore>().Database));
        services.AddSingleton(p => PlanRepository.Open(p.GetRequiredService<IPlanStore>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PlanStructures>();
        services.AddSingleton<PlanStart>();
        services.AddSingleton<PlanJobs>();
        services.AddSingleton<PlanComputations>();
        services.AddSingleton<WeeklyChecks>();
        services.AddSingleton<ComputeJobs>();
        services.AddSingleton(p => new CycleStore(p.GetRequiredService<DataStore>().Database));
        services.AddSingleton<CycleFacts>();
        services.AddSingleton<CycleDesk>();
        services.AddSingleton<OpenPlans>();
        services.AddSingleton<PlanEdits>();
        services.AddSingleton<PlanMerges>();
        services.AddSingleton<PlanPatches>();
        services.AddSingleton<DemoCycles>();
        services.AddHostedService<EntryExpiry>();

        var app = builder.Build();
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true, ExceptionHandler = _ => Task.CompletedTask });
        if (settings.AllowHttp)
        {
            // Taken from a proxy on this machine only: anybody else could claim any address.
            app.UseForwardedHeaders(new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        }

        app.UseProtection();
        app.UseStatusCodePages(context => Problems.WriteStatus(context.HttpContext));
        app.UseResponseCompression();
        app.UseWebFiles();
        app.UseRouting();
        app.UseAuditTrail();
        app.UseAuthorisation();
        app.MapApi();
        return app;
    }

    private static void MapApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").Anonymous();
        var api = app.MapGroup("/api/v1").WithMetadata(
            new ProducesResponseTypeMetadata(StatusCodes.Status400BadRequest, typeof(Problem), ["application/problem+json"]),
            new ProducesResponseTypeMetadata(StatusCodes.Status500InternalServerError, typeof(Problem), ["application/problem+json"]));
        api.AddAuditSummary();
        api.MapSessions();
        api.MapPeople();
        api.MapTokens();
        api.MapAudit();
        api.MapUploads();
        api.MapMappings();
        api.MapImports();
        api.MapJobs();
        api.MapRejectedRows();
        api.MapFindings();
        api.MapQuality();
        api.MapTables();
        api.MapProductStructures();
        api.MapSupplyNetworks();
        api.MapHistory();
        api.MapSnapshots();
        api.MapMeasures();
        api.MapStages();
        api.MapPlanResults();
        api.MapPacks();
        api.MapDemandReview();
        api.MapSupplyReviews();
        api.MapWeeklyExceptions();
        api.MapProductReview();
        api.MapFamilySheets();
        api.MapFinanceReview();
        api.MapKpis();
        api.MapCycles();
        api.MapPlan();
        api.MapScenarios();
        api.MapCells();
        api.MapChanges();
        api.MapComparisons();
        api.MapExplanations();
        api.MapAbout();
    }
}
