using BenchmarkDotNet.Running;

// dotnet run -c Release --project tests/Concord.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
