using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Modbus;

// Modbus TCP devices of this node. `--edge /run/dmi.sock --socket /run/modbus.sock` names other sockets than the original's;
// `--simulate 5020` is a device as well, at that port of this machine.
var builder = Host.CreateApplicationBuilder(args);
builder.AddMapper<ModbusDriver>(options =>
{
    options.Name = "modbus-mapper";
    options.Protocol = "modbus";
    options.EdgeSocket = builder.Configuration["edge"] ?? options.EdgeSocket;
    options.Socket = builder.Configuration["socket"] ?? options.Socket;
});
if (int.TryParse(builder.Configuration["simulate"], out var port))
{
    builder.Services.AddHostedService(_ => new ModbusSimulator(port));
}

await builder.Build().RunAsync();
