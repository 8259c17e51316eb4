// A token endpoint for <voice-live-agent>, for visitors who are signed in. Read, not run, by this project.
//
//   dotnet new web && dotnet add package Azure.Identity
//   AZURE_VOICELIVE_ENDPOINT=https://name.services.ai.azure.com dotnet run
//
// The answer is a token of this server's identity: whoever holds it may do all that the identity may do, for about an hour.
// Give the identity one role on one resource, and let only signed-in visitors ask. Public sites take a relay instead:
// https://github.com/voice-live-agent/voice-live-agent/blob/main/docs/server.md

using Azure.Core;
using Azure.Identity;
using Microsoft.AspNetCore.Authentication.Cookies;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<TokenCredential>(new DefaultAzureCredential());
builder.Services.AddAuthorization();
// Your own sign-in. An endpoint for a script answers 401 in place of a redirect to a page.
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
    options.Events.OnRedirectToLogin = context =>
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    });

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();

var endpoint = builder.Configuration["AZURE_VOICELIVE_ENDPOINT"]
    ?? throw new InvalidOperationException("Set AZURE_VOICELIVE_ENDPOINT, such as https://name.services.ai.azure.com");

app.MapPost("/voice/token", async (TokenCredential identity, HttpResponse response, CancellationToken cancelled) =>
{
    var access = await identity.GetTokenAsync(new TokenRequestContext(["https://ai.azure.com/.default"]), cancelled);
    response.Headers.CacheControl = "no-store";
    return Results.Json(new { token = access.Token, expiresAt = access.ExpiresOn.ToUnixTimeSeconds(), endpoint });
}).RequireAuthorization();

app.Run();
