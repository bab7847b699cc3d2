using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Thermo;

// A device with a twin, in one process: neither a cloud nor a broker is needed. With a cloud, AddEdgeCore in place of AddMetaStore.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddMetaStore(store => store.Path = "thermometer.db");
builder.Services.AddDeviceTwin(twins => twins.LocalDevices.Add(Thermometer.Id.ToString()));
builder.Services.AddHostedService<Thermometer>();
await builder.Build().RunAsync();
