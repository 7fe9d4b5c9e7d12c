using System.CommandLine;
using Concord.App.Data;
using Concord.App.Jobs;
using Concord.App.Security;
using Concord.Storage.Data;

namespace Concord.App.Cli;

/// <summary><c>concord serve</c>: the web app and its API, on this machine.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static Command Make()
    {
        var demo = new Option<bool>("--demo") { Description = "Fill an empty data folder with the demo company." };
        var folder = CommandLine.DataFolder();
        var urls = new Option<string>("--urls")
        {
            Description = "Addresses to listen on, separated by semicolons; this machine only.", DefaultValueFactory = _ => ServerSettings.DefaultUrls, HelpName = "URLS",
        };
        var upload = new Option<long>("--max-upload-mb")
        {
            Description = "Most MB of one upload.", DefaultValueFactory = _ => ServerSettings.DefaultMaxUploadBytes >> 20, HelpName = "MB",
        };
        upload.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() is < 1 or > 1 << 20)
                result.AddError("--max-upload-mb must be 1 to 1048576.");
        });
        var command = new Command(Name, "Serve the web app and the API.") { demo, folder, urls, upload };
        command.SetAction(async (parsed, _) => await Serve(new ServerSettings(
            parsed.GetValue(folder)!, parsed.GetValue(urls)!, parsed.GetValue(demo), parsed.GetValue(upload) << 20)));
        return command;
    }

    private static async Task<int> Serve(ServerSettings settings)
    {
        if (LoopbackOnly.Fault(settings.Urls) is { } fault)
            throw new CommandException(fault, ExitCode.Usage);
        using var folder = FolderLock.Take(settings.DataFolder);
        await using var app = Server.Build(settings);

        // Opened before anybody can ask, so that a database that cannot be opened is told here.
        app.Services.GetRequiredService<DataStore>();
        app.Services.GetRequiredService<UploadFolder>();
        try
        {
            await app.StartAsync();
        }
        catch (IOException e)
        {
            throw new CommandException($"{e.Message.TrimEnd('.')}. Maybe another server is running; choose another port with --urls http://127.0.0.1:5081");
        }

        EndpointRights.Check(app.Services.GetRequiredService<EndpointDataSource>().Endpoints);
        Terminal.Say($"Concord serves {string.Join(", ", app.Urls)} with the data in {Path.GetFullPath(settings.DataFolder)}. Ctrl-C stops it.");
        if (settings.Demo)
            app.Services.GetRequiredService<DemoJobs>().StartIfEmpty();
        await app.WaitForShutdownAsync();
        return ExitCode.Ok;
    }
}
