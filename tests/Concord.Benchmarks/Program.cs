using System.Text.Json;
using BenchmarkDotNet.Running;
using Concord.Benchmarks;

// dotnet run -c Release --project tests/Concord.Benchmarks -- --filter '*'
// dotnet run -c Release --project tests/Concord.Benchmarks -- grid [series]
if (args is ["grid", .. var rest])
{
    var result = await new GridTrace(rest is [var given] ? int.Parse(given) : 100_000).Run();
    Console.WriteLine(JsonSerializer.Serialize(result, new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
