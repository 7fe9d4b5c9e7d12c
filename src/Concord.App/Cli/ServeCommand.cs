using System.CommandLine;
using Concord.App.Data;
using Concord.App.Jobs;
using Concord.App.Security;
using Concord.Storage.Data;

namespace Concord.App.Cli;

/// <summary><c>concord serve</c>: the web app and its API.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static Command Make()
    {
        var demo = new Option<bool>("--demo") { Description = "Fill an empty data folder with the demo company; on this machine its people are let in without a password." };
        var folder = CommandLine.DataFolder();
        var urls = new Option<string>("--urls")
        {
            Description = "Addresses to listen on, separated by semicolons. Beyond this machine: https, or --allow-http.", DefaultValueFactory = _ => ServerSettings.DefaultUrls, HelpName = "URLS",
        };
        var hosts = new Option<string[]>("--host") { Description = "A name by which others reach the server; repeatable.", HelpName = "NAME" };
        var certificate = new Option<string?>("--certificate")
        {
            Description = $"Certificate with key for https, as PFX; its password is read from {Certificate.PasswordVariable}.", HelpName = "FILE",
        };
        var allowHttp = new Option<bool>("--allow-http") { Description = "Plain http beyond this machine: only behind a proxy that speaks https." };
        var upload = new Option<long>("--max-upload-mb")
        {
            Description = "Most MB of one upload.", DefaultValueFactory = _ => ServerSettings.DefaultMaxUploadBytes >> 20, HelpName = "MB",
        };
        upload.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long>() is < 1 or > 1 << 20)
                result.AddError("--max-upload-mb must be 1 to 1048576.");
        });
        var command = new Command(Name, "Serve the web app and the API.") { demo, folder, urls, hosts, certificate, allowHttp, upload };
        command.SetAction(async (parsed, _) => await Serve(new ServerSettings(
            parsed.GetValue(folder)!, parsed.GetValue(urls)!, parsed.GetValue(demo), parsed.GetValue(upload) << 20)
        {
            Hosts = parsed.GetValue(hosts) ?? [], Certificate = parsed.GetValue(certificate), AllowHttp = parsed.GetValue(allowHttp),
        }));
        return command;
    }

    private static async Task<int> Serve(ServerSettings settings)
    {
        if (Addresses.Fault(settings) is { } fault)
            throw new CommandException(fault, ExitCode.Usage);
        using var folder = FolderLock.Take(settings.DataFolder);
        await using var app = Server.Build(settings);

        // Opened before anybody can ask, so that a database that cannot be opened is told here.
        app.Services.GetRequiredService<DataStore>();
        app.Services.GetRequiredService<UploadFolder>();
        if (settings.Demo)
            app.Services.GetRequiredService<DemoJobs>().AddPeople();
        try
        {
            await app.StartAsync();
        }
        catch (IOException e)
        {
            throw new CommandException($"{e.Message.TrimEnd('.')}. Maybe another server is running; choose another port with --urls http://127.0.0.1:5081");
        }

        EndpointRights.Check(app.Services.GetRequiredService<EndpointDataSource>().Endpoints);
        var access = app.Services.GetRequiredService<Access>();
        if (access.Mode == AccessMode.SetUp)
            Terminal.Say($"Nobody has an account yet. Open the page /setup and give this code: {access.SetUpCode}");
        Terminal.Say($"Concord serves {string.Join(", ", app.Urls)} with the data in {Path.GetFullPath(settings.DataFolder)}. Ctrl-C stops it.");
        if (app.Services.GetRequiredService<CheckRuns>().IsOutdated)
            app.Services.GetRequiredService<CheckJobs>().Request();
        if (settings.Demo)
            app.Services.GetRequiredService<DemoJobs>().StartIfEmpty();
        await app.WaitForShutdownAsync();
        return ExitCode.Ok;
    }
}
