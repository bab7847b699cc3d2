using System.Globalization;
using KubeEdge.DeviceTwin.CrashReporter;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// An edge node whose one device reports numbers until the process is killed. It says what it found and what it was told is stored.
var builder = Host.CreateEmptyApplicationBuilder(null);
builder.AddEdgeCore(options =>
{
    options.DataDirectory = args[0];
    options.NodeName = args[1];
    options.ServeMqtt = false;
    options.Cloud = new Uri(args[2]);
    options.CertificateDirectory = args[3];
}).AddDeviceTwin();
builder.Services.AddHostedService(provider =>
    ActivatorUtilities.CreateInstance<Reporter>(provider, int.Parse(args[4], CultureInfo.InvariantCulture)));
await builder.Build().RunAsync();
