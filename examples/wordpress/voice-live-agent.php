<?php
/**
 * Plugin Name: Voice Live Agent
 * Description: Visitors talk with your Azure Voice Live agent, by voice or text.
 * Version: 0.1.0
 * Requires at least: 6.5
 * Requires PHP: 7.4
 * License: MIT
 *
 * Read, not run, by the project. Put this file into wp-content/plugins/voice-live-agent/, and the folder dist of the npm package
 * beside it as wp-content/plugins/voice-live-agent/dist/. Then: Settings > Voice agent.
 *
 * The token address is that of a relay (docs/server.md of the project): a page of WordPress may hold neither key nor token.
 */

if (!defined('ABSPATH')) {
    exit();
}

const VOICE_LIVE_AGENT_OPTION = 'voice_live_agent';

/** Attribute of the tag => label on the page of settings. */
function voice_live_agent_fields() {
    return [
        'token-url' => __('Token address of your relay', 'voice-live-agent'),
        'voice' => __('Voice, such as en-US-AvaNeural', 'voice-live-agent'),
        'heading' => __('Heading', 'voice-live-agent'),
        'language' => __('Language, such as de', 'voice-live-agent'),
        'placement' => __('Corner: bottom-right, bottom-left, top-right, top-left', 'voice-live-agent'),
    ];
}

function voice_live_agent_settings() {
    $saved = get_option(VOICE_LIVE_AGENT_OPTION, []);
    return is_array($saved) ? $saved : [];
}

add_action('admin_init', function () {
    register_setting('voice_live_agent', VOICE_LIVE_AGENT_OPTION, [
        'type' => 'array',
        'sanitize_callback' => function ($given) {
            $kept = [];
            foreach (array_keys(voice_live_agent_fields()) as $name) {
                $value = isset($given[$name]) && is_string($given[$name]) ? $given[$name] : '';
                $kept[$name] = 'token-url' === $name ? esc_url_raw($value, ['https']) : sanitize_text_field($value);
            }
            return $kept;
        },
    ]);
});

add_action('admin_menu', function () {
    add_options_page(
        __('Voice agent', 'voice-live-agent'),
        __('Voice agent', 'voice-live-agent'),
        'manage_options',
        'voice-live-agent',
        'voice_live_agent_page'
    );
});

function voice_live_agent_page() {
    $saved = voice_live_agent_settings();
    echo '<div class="wrap"><h1>' . esc_html__('Voice agent', 'voice-live-agent') . '</h1><form method="post" action="options.php">';
    settings_fields('voice_live_agent');
    echo '<table class="form-table" role="presentation">';
    foreach (voice_live_agent_fields() as $name => $label) {
        printf(
            '<tr><th scope="row"><label for="vla-%1$s">%2$s</label></th><td><input class="regular-text" id="vla-%1$s" name="%3$s[%1$s]" value="%4$s"></td></tr>',
            esc_attr($name),
            esc_html($label),
            esc_attr(VOICE_LIVE_AGENT_OPTION),
            esc_attr($saved[$name] ?? '')
        );
    }
    echo '</table>';
    submit_button();
    echo '</form></div>';
}

add_action('wp_enqueue_scripts', function () {
    if (!empty(voice_live_agent_settings()['token-url'])) {
        // Without a version in the address: the files of one build find each other by the names they have.
        wp_enqueue_script_module('voice-live-agent', plugins_url('dist/voice-live-agent.js', __FILE__), [], null);
    }
});

add_action('wp_footer', function () {
    $saved = voice_live_agent_settings();
    if (empty($saved['token-url'])) {
        return;
    }
    echo '<voice-live-agent';
    foreach (array_keys(voice_live_agent_fields()) as $name) {
        if (!empty($saved[$name])) {
            printf(' %s="%s"', esc_attr($name), esc_attr($saved[$name]));
        }
    }
    echo '></voice-live-agent>';
});
