using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.AddCloudCore(cloud =>
{
    cloud.DataDirectory = "cloud";
    cloud.EmbeddedApi = "127.0.0.1:0";
    cloud.Hub = "127.0.0.1:0";
    cloud.Https = null;
});
builder.WebHost.UseUrls("http://127.0.0.1:0");
WebApplication app = builder.Build();
app.MapGet("/hello", () => "hello from the app");
await app.StartAsync();

using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
Console.WriteLine(await http.GetStringAsync(new Uri("/hello", UriKind.Relative)));

ResourceTable.Default.TryGetByPlural("", "namespaces", out ResourceType? namespaces);
KubeResult found = await app.Services.GetRequiredService<KubeClient>().GetAsync(namespaces!, null, "default");
Console.WriteLine(found.IsSuccess ? "the API knows the namespace default" : found.Error.Message);

await app.StopAsync();
Console.WriteLine("stopped");
