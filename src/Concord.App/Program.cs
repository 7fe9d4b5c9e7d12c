return await Concord.App.Cli.CommandLine.Run(args);
